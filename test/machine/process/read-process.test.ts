import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRunningProcess } from '../../../src/machine/process/read-process.ts';
import { captured, inMemory, type Tree } from '../../fixtures/captured.ts';

const WEB: Tree = {
  '/proc/77/status': 'Name:\tjava\nTgid:\t77\nThreads:\t48\nMems_allowed_list:\t0-1\n',
  '/proc/77/comm': 'java\n',
  '/proc/77/cmdline': 'java\0-XX:ActiveProcessorCount=8\0-XX:ActiveProcessorCount=4\0-jar\0web.jar\0',
  '/proc/77/environ':
    'PASSWORD=secret\0GOMAXPROCS=2\0_JAVA_OPTIONS=-Dkey=secret -XX:ActiveProcessorCount=6\0',
  '/proc/77/numa_maps': '7f00 default anon=1 N0=1 kernelpagesize_kB=4\n',
};
const read = (tree: Tree) => readRunningProcess(inMemory(tree), 77);

describe('a running process', () => {
  it('has its name, its arguments and its threads', () => {
    expect(read(WEB)).toMatchObject({ pid: 77, name: 'java', threads: 48, allowedNodes: '0-1' });
    expect(read(WEB).command).toEqual([
      'java',
      '-XX:ActiveProcessorCount=8',
      '-XX:ActiveProcessorCount=4',
      '-jar',
      'web.jar',
    ]);
  });

  it('was told its CPUs by arguments, the last of which counts, and by variables', () => {
    expect(read(WEB).told).toEqual([
      { setting: '-XX:ActiveProcessorCount', value: '4', path: '/proc/77/cmdline' },
      { setting: '_JAVA_OPTIONS: -XX:ActiveProcessorCount', value: '6', path: '/proc/77/environ' },
      { setting: 'GOMAXPROCS', value: '2', path: '/proc/77/environ' },
    ]);
  });

  it('keeps nothing else of its environment', () => {
    expect(JSON.stringify(read(WEB))).not.toContain('secret');
  });

  it('is read as far as it may be, and the rest is named', () => {
    const { '/proc/77/environ': _, '/proc/77/numa_maps': __, ...rest } = WEB;
    const found = read(rest);
    expect(found.numaPolicy).toBeNull();
    expect(found.told?.map(({ path }) => path)).toEqual(['/proc/77/cmdline']);
    expect(found.unread).toEqual([
      '/proc/77/ns: there is no such file',
      '/proc/77/numa_maps: there is no such file',
      '/proc/77/environ: there is no such file',
    ]);
    expect(read({}).told).toBeNull();
  });

  it('has no words where it has none, and blanks where it renamed itself', () => {
    expect(read({ ...WEB, '/proc/77/cmdline': '' }).command).toEqual([]);
    expect(read({ ...WEB, '/proc/77/cmdline': 'nginx: worker' }).command).toEqual(['nginx: worker']);
  });
});

describe('its namespaces', () => {
  it('are compared with ours; those of its children are left out', () => {
    const sysroot = captured(WEB);
    const link = (id: string, name: string, target: string) => {
      mkdirSync(join(sysroot.root, 'proc', id, 'ns'), { recursive: true });
      symlinkSync(target, join(sysroot.root, 'proc', id, 'ns', name));
    };
    link('77', 'pid', 'pid:[4026532000]');
    link('77', 'net', 'net:[4026531833]');
    link('77', 'user', 'user:[4026531837]');
    link('77', 'pid_for_children', 'pid:[4026532999]');
    link('self', 'pid', 'pid:[4026531836]');
    link('self', 'net', 'net:[4026531833]');
    const { namespaces, unread } = readRunningProcess(sysroot, 77);
    expect(namespaces).toEqual([
      { type: 'net', id: '4026531833', isOurs: true },
      { type: 'pid', id: '4026532000', isOurs: false },
      { type: 'user', id: '4026531837', isOurs: null },
    ]);
    expect(unread).toEqual([]);
  });
});
