import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/captured.ts';
import { CONCUR, NODE } from '../harness/concur.ts';

const BIN = new URL('../../dist/bin/', import.meta.url).pathname;

/** Tells at the end what was loaded: files of the command line, and parts of Node. */
const TELL = `
process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.TOLD_IN, JSON.stringify({
    files: Object.keys(require.cache),
    parts: process.moduleLoadList,
  }));
});`;

interface Loaded {
  readonly files: readonly string[];
  readonly parts: readonly string[];
}

function loadedBy(...args: string[]): Loaded {
  const folder = temporaryFolder();
  const [preload, told] = [join(folder, 'tell.cjs'), join(folder, 'told.json')];
  writeFileSync(preload, TELL);
  const env = { PATH: process.env.PATH, HOME: folder, TOLD_IN: told };
  const { status, stderr } = spawnSync(NODE, ['--require', preload, CONCUR, ...args], {
    env,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  const { files, parts }: Loaded = JSON.parse(readFileSync(told, 'utf8'));
  return { parts, files: files.filter((file) => file.startsWith(BIN)).map((file) => basename(file)) };
}

describe('what a command loads', () => {
  const forOptions = ['concur.cjs', 'program.cjs', 'rolldown-runtime.cjs'];
  const forReports = [...forOptions, 'command.cjs', 'cores.cjs', 'text.cjs'];

  it.each([
    ['--version', ['concur.cjs']],
    ['--help', forOptions],
    ['list', [...forOptions, 'list.cjs']],
    ['cores --no-measure', forReports],
    ['cores -q', forReports],
    ['cores --json --no-measure', [...forReports, 'json.cjs']],
  ])('is its own files alone: %s', (typed, files) => {
    expect([...loadedBy(...typed.split(' ')).files].sort()).toEqual([...files].sort());
  });

  it('is nothing of commands, of Python or of experiments, where functions are compared', () => {
    const others = ['demo.cjs', 'python.cjs', 'user.cjs', 'watching.cjs'];
    expect(readdirSync(BIN)).toEqual(expect.arrayContaining(others));
    const { files } = loadedBy('compare', '--dry-run');
    expect(files.filter((file) => others.includes(file))).toEqual([]);
  });

  // Each takes a millisecond or more, where all of Node takes twenty.
  it.each(['--version', '--help', 'list', 'cores --no-measure', 'cores -q'])(
    'is no part of Node that it can do without: %s',
    (typed) => {
      const { parts } = loadedBy(...typed.split(' '));
      const dear = ['child_process', 'net', 'perf_hooks', 'readline', 'stream', 'tty', 'worker_threads'];
      expect(parts.filter((part) => dear.some((name) => part === `NativeModule ${name}`))).toEqual([]);
    },
  );
});
