import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { findInterpreter } from '../../src/machine/python-versions.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { concur, startConcur } from '../harness/concur.ts';
import { compareDocument, scaleDocument } from '../harness/documents.ts';

const FUNCTIONS = join(packageRoot(), 'test', 'fixtures', 'functions');
const ROWS = join(FUNCTIONS, 'rows.py');
/** As little as can be: one run of each. */
const ONCE = ['--runs', '1', '--quick', '--no-progress'];

const once = (...args: string[]) => concur(['compare', ...args, ...ONCE]);
const onceJson = async (...args: string[]) => compareDocument(await once(...args, '--json'));

/** A module of these lines. */
function moduleOf(...lines: readonly string[]): string {
  const file = join(temporaryFolder(), 'mine.py');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

let hasInterpreters = false;
beforeAll(async () => {
  const python = await findInterpreter(undefined, process.env);
  hasInterpreters = python.state === 'found' && Number(python.version.split('.')[1]) >= 14;
});
const all = (...engines: readonly string[]) => [...engines, ...(hasInterpreters ? ['interpreters'] : [])];

describe('a function in Python', () => {
  it('gives the same on every engine of its language, with every figure', async () => {
    const input = join(temporaryFolder(), 'rows.ndjson');
    writeFileSync(input, Array.from({ length: 40 }, (_, id) => `{"id":${id}}\n`).join(''));
    const { results, workload, machine } = await onceJson(`${ROWS}#hash_row`, '--input', input, '-w', '2');
    expect(workload).toMatchObject({ name: 'hash_row', source: `${ROWS}#hash_row`, units: 40 });
    expect(results.map(({ engine }) => engine)).toEqual(all('loop', 'threads', 'processes'));
    expect(new Set(results.map(({ digest }) => digest)).size).toBe(1);
    for (const { engine, subject, startupNs, firstResultNs, workNs, transferNs, ...figures } of results) {
      expect(subject).toMatchObject({ kind: 'function', language: 'python', label: `${ROWS}#hash_row` });
      expect(machine?.python).toMatchObject({ path: subject?.interpreterPath });
      expect(subject?.startMethod === null).toBe(engine !== 'processes');
      for (const stat of [startupNs, firstResultNs, workNs]) expect(stat.median).toBeGreaterThan(0);
      for (const figure of [figures.r, figures.cpuNs]) expect(figure).toBeGreaterThan(0);
      // One thread has nobody to send anything to.
      if (engine === 'loop') expect([transferNs.median, figures.roundTripNs]).toEqual([0, null]);
      else for (const figure of [transferNs.median, figures.roundTripNs]) expect(figure).toBeGreaterThan(0);
      if (engine === 'processes') expect(figures.pssBytesPerWorker).toBeGreaterThan(1e6);
    }
  });

  it('that is async runs in tasks, too', async () => {
    const { results } = await onceJson(`${ROWS}#nap_async`, '--units', '8');
    expect(results.map(({ engine }) => engine)).toEqual(all('loop', 'threads', 'processes', 'asyncio'));
  });

  it.each([
    ['takes no argument', `${ROWS}#constant`, 'a call'],
    ['belongs to a class', `${ROWS}#Point.of`, 'a call with its index'],
    ['gives what JSON can’t hold', `${ROWS}#odd_values`, 'a call with its index'],
  ])('that %s', async (_what, source, unit) => {
    const { results, workload } = await onceJson(source, '--units', '12', 'loop', 'threads', 'processes');
    expect([results.length, workload.unit]).toEqual([3, unit]);
  });

  it('is found by the name of its module, from here', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'package'));
    writeFileSync(join(folder, 'package', '__init__.py'), '');
    writeFileSync(join(folder, 'package', 'other.py'), 'FACTOR = 2\n');
    const text = 'from .other import FACTOR\ndef twice(number): return FACTOR * number\n';
    writeFileSync(join(folder, 'package', 'module.py'), text);
    const run = startConcur(['compare', 'package.module:twice', '--units', '4', 'loop', ...ONCE, '--json'], {
      cwd: folder,
    });
    const { workload, results } = compareDocument(await run.end());
    expect([workload.source, results.length]).toEqual(['package.module:twice', 1]);
    const lost = await once(`${join(folder, 'package', 'module.py')}#twice`, '--units', '4');
    expect(lost.stderr).toContain(`name it as package.module:function, from ${folder}`);
  });

  it('is given numbers as they are written, and agrees on what JavaScript has no room for', async () => {
    const digestOf = async (text: string, of: string) => {
      const input = join(temporaryFolder(), 'numbers.ndjson');
      writeFileSync(input, text);
      const { results } = await onceJson(of, '--input', input, '-w', '2');
      const [digest, ...others] = new Set(results.map((result) => result.digest));
      expect(others).toEqual([]);
      return digest;
    };
    const numbers = ['9007199254740993\n1.0', '9007199254740992\n1.0', '9007199254740993\n1'];
    const written = `${moduleOf('def text(row): return repr(row)')}#text`;
    expect(new Set(await Promise.all(numbers.map((each) => digestOf(each, written)))).size).toBe(3);
    // As JSON has it, 1.0 is 1.
    const [first, second, third] = await Promise.all(numbers.map((each) => digestOf(each, `${ROWS}#same`)));
    expect([first === second, first === third]).toEqual([false, true]);
  });

  it('may be in a module that forks as it is imported', async () => {
    const lines = ['import os, time', 'if os.fork() == 0:', '    time.sleep(3)', '    os._exit(0)'];
    const file = moduleOf(...lines, 'def one(unit): return unit');
    const { code, stderr } = await once(`${file}#one`, '--engine', 'loop', '--units', '4');
    expect(stderr).not.toContain('imported');
    expect(code).toBe(0);
  });

  it('that is looked for beside a folder src is told where to look', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'src', 'mine'), { recursive: true });
    writeFileSync(join(folder, 'src', 'mine', 'core.py'), 'def f(n): return n\n');
    const ended = await startConcur(['compare', 'mine.core:f', ...ONCE], { cwd: folder }).end();
    expect(ended.stderr).toMatch(/No module named 'mine'\. It is in src: set PYTHONPATH=src/);
    const env = { PYTHONPATH: 'src' };
    const found = startConcur(['compare', 'mine.core:f', 'loop', '--units', '4', ...ONCE], {
      cwd: folder,
      env,
    });
    expect((await found.end()).code).toBe(0);
  });

  it('prints where workers print, and stdout stays the document', async () => {
    const { stdout, stderr } = await concur([
      ...['compare', `${ROWS}#talks`, 'threads', '--units', '4', '--runs', '1', '--quick', '--json'],
    ]);
    expect(JSON.parse(stdout).results).toHaveLength(1);
    expect(stderr).toContain('unit 3');
  });

  it('scales on processes, unless threads are named', async () => {
    const args = ['scale', `${ROWS}#steps`, '-w', '1,2', '--units', '8', ...ONCE, '--json'];
    const report = scaleDocument(await concur(args));
    expect(report).toMatchObject({ engine: 'processes', subject: { language: 'python' } });
    expect(report.points.map(({ workers }) => workers)).toEqual([1, 2]);
    expect(scaleDocument(await concur([...args, '--engine', 'threads'])).engine).toBe('threads');
  });
});

describe('what is wrong with a function in Python', () => {
  it.each([
    ['throws_at_seven', /unit 7 threw ValueError: seven is too much \(.*rows\.py:\d+\)/],
    ['gives_functions', /the result of unit 5 can’t be .*pickle/],
    ['leaves', /\(PID \d+\) in .*exited with code 9/],
    ['calls_exit', /threw SystemExit: no more \(.*rows\.py:\d+\)/],
  ])('%s ends with 4, in one line with its place', async (name, message) => {
    const { code, stderr, orphans } = await once(`${ROWS}#${name}`, '--units', '10');
    expect([code, orphans]).toEqual([4, []]);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(new RegExp(`rows\\.py:\\d+ \\(${name}\\)`));
    expect(stderr).not.toContain('Traceback');
  });

  it.each([
    ['gives_functions', /the result of unit 5 can’t be compared: neither JSON nor pickle can hold it/],
    ['yields', /the result of unit 0 is of type generator: what it would give was never asked for/],
    ['maps', /the result of unit 0 is of type map: what it would give was never asked for/],
  ])('%s on a loop, too, where nothing is sent', async (name, message) => {
    const { code, stderr } = await once('loop', `${ROWS}#${name}`, '--units', '6', '-w', '1');
    expect(stderr).toMatch(message);
    expect(code).toBe(4);
  });

  it('shows its traceback where that is asked for, without frames of ours', async () => {
    const { stderr } = await once(`${ROWS}#throws_at_seven`, '--units', '10', '--debug');
    expect(stderr).toContain('Traceback (most recent call last):');
    expect(stderr).toMatch(/rows\.py", line \d+, in throws_at_seven/);
    expect(stderr).not.toContain('concur_');
  });

  it('is a result that differs from one engine to the other', async () => {
    const { code, stderr } = await once(`${ROWS}#knows_its_process`, '--units', '10');
    expect(code).toBe(4);
    expect(stderr).toMatch(/the results differ: unit 3 is \{"pid":\d+\} \(\w+, run 1\) and \{"pid":\d+\}/);
  });

  it.each([
    [[`${ROWS}#hash_rwo`], 2, /rows\.py has no function hash_rwo .*Did you mean hash_row\?/],
    [[`${ROWS}#not_a_function`], 2, /rows\.py:not_a_function is no function, but of type int/],
    [[ROWS], 2, /which function\? Name it behind a # \(its functions: .*hash_row/],
    [[`${ROWS}#takes_by_name`], 2, /takes_by_name can’t be called: it takes number by its name alone/],
    [[`${ROWS}#Point.moved`], 2, /moved can’t be called: it is a method: name that of an object/],
    [[`${ROWS}#takes_two`], 2, /takes_two can’t be called: it needs 2 arguments \(one, two\).*rows\.py:\d+/],
    [['./nowhere.py#f'], 2, /nowhere\.py is not a file/],
    [['nowhere:f'], 4, /nowhere can’t be imported: ModuleNotFoundError/],
    [['pool', `${ROWS}#nap`], 2, /pool runs JavaScript, but this work is Python\nLeave pool out\./],
    [['asyncio', `${ROWS}#nap`], 2, /asyncio can’t do this: nap is no async function/],
    [['--python', '3.99', `${ROWS}#nap`], 5, /there is no Python 3\.99 .*\nName another Python/],
    [['--python', '/bin/false', `${ROWS}#nap`], 5, /\/bin\/false does not work/],
    [['--python', '3.11'], 2, /--python needs your own function in Python/],
  ])('%j', async (args, exit, message) => {
    const { code, stderr, orphans } = await once(...args);
    expect(stderr).toMatch(message);
    expect([code, orphans]).toEqual([exit, []]);
  });

  it.each([
    ['raise RuntimeError("no luck")', /RuntimeError: no luck \(.*mine\.py:1\)/],
    ['import sys; sys.exit(3)', /SystemExit: 3 \(.*mine\.py:1\)/],
    ['def f(:', /SyntaxError: .* \(.*mine\.py:1\)/],
    ['import os; os._exit(3)', /its interpreter exited with code 3/],
  ])('a module that does %s', async (line, message) => {
    const { code, stderr } = await once(`${moduleOf(line)}#f`);
    expect(stderr).toMatch(/mine\.py can’t be imported: /);
    expect(stderr).toMatch(message);
    expect(code).toBe(4);
  });

  it('a module, or a function, that never ends is ended by --timeout, and leaves no Python behind', async () => {
    const endless = moduleOf('while True: pass');
    const importing = await once(`${endless}#f`, '--timeout', '2s');
    expect([importing.code, importing.orphans]).toEqual([124, []]);
    expect(importing.stderr).toContain(`what it reads and loads (${endless}#f) comes to an end`);
    const running = await once(`${ROWS}#never_ends`, '--units', '4', '--timeout', '6s');
    expect([running.code, running.orphans]).toEqual([124, []]);
    expect(running.stderr).toMatch(/elapsed before .*rows\.py:\d+ \(never_ends\) returned once/);
  });
});

describe('Ctrl-C', () => {
  it.each(['loop', 'threads', 'processes'])('ends %s, busy as they are', async (engine) => {
    const run = startConcur([
      'compare',
      engine,
      `${ROWS}#steps`,
      '--units',
      '200000',
      '--runs',
      '9',
      '--json',
    ]);
    await run.says(/steps: 200000 units/);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    run.child.kill('SIGINT');
    const ended = await run.end();
    expect([ended.code, ended.orphans]).toEqual([130, []]);
    expect(compareDocument(ended).exit.code).toBe(130);
  });
});

const OTHERS = ['3.8', '3.12', '3.13'];
const there = await Promise.all(OTHERS.map((version) => findInterpreter(version, process.env)));
const here = OTHERS.filter((_, index) => there[index]?.state === 'found').slice(0, 2);
const tooFew = here.length === 2 ? null : 'fewer than two of them are here';
tellSkipped(`Python ${OTHERS.join(', ')} side by side`, tooFew);

describe.skipIf(tooFew !== null)('several interpreters', () => {
  it('run side by side, and agree', async () => {
    const named = here.flatMap((version) => ['--python', version]);
    const { results } = await onceJson(`${ROWS}#odd_values`, '--units', '8', 'loop', 'processes', ...named);
    const labels = here.flatMap((version) => [`loop (${version})`, `processes (${version})`]);
    expect(results.map(({ label }) => label)).toEqual(labels);
    expect(results.map(({ subject }) => subject?.interpreter?.startsWith('3.'))).not.toContain(false);
    const two = await concur(['scale', `${ROWS}#nap`, ...named]);
    expect([two.code, two.stderr]).toEqual([2, expect.stringContaining('scale takes one --python')]);
  });
});
