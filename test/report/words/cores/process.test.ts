import { expect, it } from 'vitest';
import type { RunningProcess } from '../../../../src/model/machine/running-process.ts';
import {
  commandWords,
  namespaceWords,
  numaWords,
  processName,
  toldWords,
} from '../../../../src/report/words/cores/process.ts';

const WEB: RunningProcess = {
  pid: 77,
  name: 'java',
  command: ['java', '-jar', 'web.jar'],
  threads: 48,
  namespaces: [
    { type: 'mnt', id: '2', isOurs: false },
    { type: 'net', id: '1', isOurs: true },
    { type: 'pid', id: '3', isOurs: false },
    { type: 'user', id: '4', isOurs: null },
  ],
  numaPolicy: 'bind:0',
  allowedNodes: '0-1',
  told: [{ setting: 'GOMAXPROCS', value: '2', path: '/proc/77/environ' }],
  unread: [],
};

it('names the process, its command, its namespaces and its memory’s nodes', () => {
  expect(processName(WEB)).toBe('Process 77 (java)');
  expect(commandWords(WEB)).toBe('java -jar web.jar');
  expect(namespaceWords(WEB)).toBe(
    'of its own: mnt and pid; shared with concur: net; can’t be compared: user',
  );
  expect(numaWords(WEB)).toBe('policy of most of its memory: bind:0; allowed nodes: 0-1');
  expect(toldWords(WEB)).toEqual(['GOMAXPROCS=2 (/proc/77/environ)']);
});

it('tells nothing from unknown', () => {
  expect(toldWords({ ...WEB, told: [] })).toEqual(['nothing sets its CPUs in its environment or arguments']);
  const unread = ['/proc/77/environ: permission is denied'];
  expect(toldWords({ ...WEB, told: [], unread })).toEqual([
    'nothing that can be read; its environment or arguments may still change the numbers below',
  ]);
  expect(toldWords({ ...WEB, told: null, unread })[0]).toContain('unknown');
  expect(commandWords({ ...WEB, command: null })).toBe('its command line can’t be read');
  expect(commandWords({ ...WEB, command: [] })).toBe('it has no command line');
  expect(namespaceWords({ ...WEB, namespaces: [] })).toBe('unknown');
  expect(numaWords({ ...WEB, numaPolicy: null, allowedNodes: null })).toBe(
    'policy unknown; allowed nodes: unknown',
  );
});

it('lets no process write a line of its own, nor a terminal’s codes', () => {
  const odd = 'a\u001b[31m\n::error::x';
  const told = [{ setting: 'NCPUS', value: odd, path: '/x' }];
  const all = [
    processName({ ...WEB, name: odd }),
    commandWords({ ...WEB, command: [odd] }),
    ...toldWords({ ...WEB, told }),
  ];
  for (const text of all) {
    expect(text).toContain('a\\x1b[31m\\n::error::x');
    expect(text).not.toMatch(/[\n\u001b]/);
  }
});

it('shortens a long command line', () => {
  expect(commandWords({ ...WEB, command: ['x'.repeat(500)] })).toHaveLength(161);
});
