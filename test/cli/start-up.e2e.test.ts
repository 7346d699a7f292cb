import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/captured.ts';
import { CONCUR, NODE } from '../harness/concur.ts';

const BIN = new URL('../../dist/bin/', import.meta.url).pathname;

/** Tells at the end what was loaded: files of the command line, with where their code came from, and parts of Node. */
const TELL = `
const fs = require('node:fs');
const { readFileSync } = fs;
const files = [];
fs.readFileSync = (file, ...how) => {
  files.push(file);
  return readFileSync(file, ...how);
};
const vm = require('node:vm');
const code = [];
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    code.push(this.cachedDataRejected === undefined ? 'compiled' : this.cachedDataRejected ? 'rejected' : 'kept');
  }
};
process.on('exit', () => {
  fs.writeFileSync(process.env.TOLD_IN, JSON.stringify({ files, code, parts: process.moduleLoadList }));
});`;

interface Loaded {
  readonly files: readonly string[];
  readonly code: readonly string[];
  readonly parts: readonly string[];
}

/** The first file is Node’s to load. */
const isLoaded = (file: string | number) =>
  /\/(?!concur\.)[\w-]+\.cjs$/.test(`${file}`) && `${file}`.startsWith(BIN);

function loadedBy(...args: string[]): Loaded {
  return loadedAtHome(temporaryFolder(), args);
}

function loadedAtHome(folder: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Loaded {
  const [preload, told] = [join(folder, 'tell.cjs'), join(folder, 'told.json')];
  writeFileSync(preload, TELL);
  const env = { PATH: process.env.PATH, HOME: folder, TOLD_IN: told, ...variables };
  const { status, stderr } = spawnSync(NODE, ['--require', preload, CONCUR, ...args], {
    env,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  const { files, code, parts }: Loaded = JSON.parse(readFileSync(told, 'utf8'));
  return { parts, code, files: files.filter(isLoaded).map((file) => basename(file)) };
}

describe('what a command loads', () => {
  const forOptions = ['main.cjs', 'program.cjs', 'rolldown-runtime.cjs'];
  const forReports = [...forOptions, 'command.cjs', 'cores.cjs', 'text.cjs'];

  it.each([
    ['--version', []],
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

describe('what a command compiled', () => {
  const home = () => temporaryFolder();
  const all = (code: string) => [code, code, code, code];

  it('needn’t be compiled when it runs again', () => {
    const folder = home();
    expect(loadedAtHome(folder, ['list']).code).toEqual(all('compiled'));
    expect(loadedAtHome(folder, ['list']).code).toEqual(all('kept'));
    // What other flags compiled of it can’t be used, and is compiled without a word.
    expect(loadedAtHome(folder, ['list'], { NODE_OPTIONS: '--stack-trace-limit=20' }).code).toEqual(
      all('rejected'),
    );
    // Nor does it take the place of what is used more.
    expect(loadedAtHome(folder, ['list']).code).toEqual(all('kept'));
  });

  it.each([
    ['where the user wants none kept', { NODE_DISABLE_COMPILE_CACHE: '1' }],
    ['where there is no place', { HOME: '/nonexistent' }],
    ['on a CI server', { CI: 'true' }],
  ])('is compiled again %s', (_, variables) => {
    const folder = home();
    for (const code of ['compiled', 'compiled'])
      expect(loadedAtHome(folder, ['list'], variables).code).toEqual(all(code));
  });

  it('is kept where the user has Node keep it', () => {
    const [folder, chosen] = [home(), home()];
    const variables = { NODE_COMPILE_CACHE: chosen };
    loadedAtHome(folder, ['list'], variables);
    expect(loadedAtHome(folder, ['list'], variables).code).toEqual(all('kept'));
    expect([existsSync(join(folder, '.cache')), existsSync(join(chosen, 'concur'))]).toEqual([false, true]);
  });

  it('is not kept of a command that ends in an error', () => {
    const folder = home();
    expect(spawnSync(NODE, [CONCUR, 'lst'], { env: { HOME: folder } }).status).toBe(2);
    expect(readdirSync(join(folder, '.cache', 'concur')).filter((name) => name.startsWith('code-'))).toEqual(
      [],
    );
  });
});
