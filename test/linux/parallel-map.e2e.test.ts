import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { ParallelMapOptions, ParallelMapProgress } from '../../src/index.ts';
import { descendants } from '../../src/machine/proc/threads.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { NODE, Run } from '../harness/concur.ts';
import { Terminal, terminalMissing } from '../harness/terminal.ts';

const BUILT = join(packageRoot(), 'dist', 'index.js');
const { parallelMap, ParallelMapError, ConcurError }: typeof import('../../src/index.ts') = await import(
  BUILT
);

const FOLDER = join(packageRoot(), 'test', 'harness', 'map');
const PROGRAM = join(FOLDER, 'program.mjs');
const work = (name: string) => new URL(`#${name}`, pathToFileURL(join(FOLDER, 'work.mjs')));
const ENGINES = ['threads', 'processes'] as const;

const scratch = mkdtempSync(join(tmpdir(), 'concur-map-'));
afterAll(() => rmSync(scratch, { recursive: true }));

// tsx's compiler is a child of the thread that needs it: ended with it, and reaped with us.
const isDefunct = (pid: number) => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
const children = () => descendants(new Sysroot(), process.pid).filter((pid) => !isDefunct(pid));
const born = children();
afterEach(() => expect(children(), 'processes left behind').toEqual(born));

/** What a promise is rejected with. */
async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was not rejected');
}

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index);
const doubles = (n: number) => upTo(n).map((index) => index * 2);

describe.each(ENGINES)('with %s, parallelMap', (engine) => {
  it.each([
    [1, 1, 1],
    [2, 3, 1],
    [7, 2, 100],
    [100, 3, 7],
    [1000, 2, undefined],
    [100_000, 2, 1000],
    [100_000, 3, undefined],
  ])('gives the results of %i units on %i workers with chunk %s in order', async (n, workers, chunk) => {
    const options = { engine, workers, ...(chunk === undefined ? {} : { chunk }) };
    const values = await parallelMap<number>(work('double'), n, options);
    expect(values).toHaveLength(n);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(n * (n - 1));
    expect(values.every((value, index) => value === index * 2)).toBe(true);
  });

  it('loses and doubles nothing, for any number of units on any number of workers', async () => {
    const anyMap = fc.record({
      n: fc.nat(5000),
      workers: fc.integer({ min: 1, max: 5 }),
      chunk: fc.option(fc.integer({ min: 1, max: 6000 })),
    });
    const check = async ({ n, workers, chunk }: { n: number; workers: number; chunk: number | null }) => {
      const options = { engine, workers, ...(chunk === null ? {} : { chunk }) };
      expect(await parallelMap(work('double'), n, options)).toEqual(doubles(n));
    };
    await fc.assert(fc.asyncProperty(anyMap, check), { numRuns: 20 });
  });

  it('takes numbers, objects, texts and whatever can be iterated over', async () => {
    const options = { engine, workers: 2 };
    expect(await parallelMap(work('double'), [5, -1, 0.5, Number.NaN], options)).toEqual([
      10,
      -2,
      1,
      Number.NaN,
    ]);
    expect(await parallelMap(work('double'), Uint8Array.of(1, 255), options)).toEqual([2, 510]);
    expect(await parallelMap(work('label'), new Set(['a', 'b']), options)).toEqual(['0: a', '1: b']);
    expect(await parallelMap(work('label'), BigInt64Array.of(7n), options)).toEqual(['0: 7']);
    const sizes = upTo(500).map((size) => ({ size }));
    expect(await parallelMap(work('grow'), sizes, options)).toEqual(
      sizes.map(({ size }) => ({ size: size + 1, list: [size] })),
    );
  });

  it('takes results of any kind, mixed', async () => {
    const values = await parallelMap(work('mixed'), 2000, { engine, workers: 2 });
    expect(values).toEqual(upTo(2000).map((n) => [n, `${n}`, null, { n }][n % 4]));
    expect(await parallelMap(work('nothing'), 3, { engine })).toEqual([undefined, undefined, undefined]);
  });

  it('awaits a promise', async () => {
    expect(await parallelMap(work('later'), 60, { engine, workers: 2 })).toEqual(upTo(60).map((n) => n + 1));
  });

  it('loads CommonJS, TypeScript and default exports', async () => {
    const options = { engine, workers: 1 };
    expect(await parallelMap(join(FOLDER, 'work.cjs#triple'), 3, options)).toEqual([0, 3, 6]);
    expect(await parallelMap(join(FOLDER, 'work.ts#square'), 4, options)).toEqual([0, 1, 4, 9]);
    expect(await parallelMap(join(FOLDER, 'work.mjs'), 2, options)).toEqual([100, 101]);
  });

  it.each(['throwing', 'rejecting'])(
    'rejects with the first failure of %s, its index and its place',
    async (name) => {
      const error = await rejection(parallelMap(work(name), 8, { engine, workers: 2 }));
      expect(error).toBeInstanceOf(ParallelMapError);
      expect(error).toMatchObject({
        index: 7,
        message: expect.stringContaining('unit 7 threw RangeError: row 7'),
      });
      expect(error.message).toMatch(/work\.mjs:\d+:\d+\)$/);
      expect(error.cause).toBeInstanceOf(RangeError);
      expect(error.cause).toMatchObject({ code: 'E_ROW', stack: expect.stringMatching(/work\.mjs:\d+:\d+/) });
    },
  );

  it.each(['throwing', 'rejecting'])('collects what becomes of each unit of %s', async (name) => {
    const outcomes = await parallelMap<number>(work(name), 300, { engine, workers: 2, onError: 'collect' });
    outcomes.forEach((outcome, n) => {
      if (n % 10 !== 7) expect(outcome).toEqual({ status: 'fulfilled', value: n });
      else
        expect(outcome).toMatchObject({ status: 'rejected', reason: { index: n, name: 'ParallelMapError' } });
    });
    expect(outcomes).toHaveLength(300);
  });

  it('fails the unit whose result can’t be cloned, and the one whose input can’t', async () => {
    const results = await parallelMap(work('uncloneable'), 4, { engine, onError: 'collect' });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(results[2]).toMatchObject({
      reason: { index: 2, message: expect.stringContaining('can’t be cloned') },
    });
    const inputs = [...upTo(20).map(String), () => 1, ...upTo(20).map(String)];
    const sent = await parallelMap(work('label'), inputs, { engine, chunk: 30, onError: 'collect' });
    expect(sent.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([20]);
    expect(sent[40]).toEqual({ status: 'fulfilled', value: '40: 19' });
  });

  it('hears nothing of what a function says on the channels that Node gives it', async () => {
    expect(await parallelMap(work('talking'), 40, { engine, workers: 2 })).toEqual(upTo(40));
    const inputs = upTo(40).map(String);
    expect(await parallelMap(work('talking'), inputs, { engine, workers: 2, chunk: 3 })).toEqual(inputs);
  });

  it('rejects with an error whatever its name is', async () => {
    const outcomes = await parallelMap(work('misnamed'), 3, { engine, onError: 'collect' });
    expect(outcomes).toMatchObject([
      { reason: { cause: { name: '__proto__' } } },
      { reason: { cause: { name: 'constructor' } } },
      { reason: { cause: { name: 'hasOwnProperty' } } },
    ]);
  });

  it('goes on in real time where a test has fake timers', async () => {
    vi.useFakeTimers();
    try {
      expect(await parallelMap(work('label'), ['a'], { engine, onProgress: () => {} })).toEqual(['0: a']);
      const late = await rejection(parallelMap(work('waiting'), 200, { engine, timeout: 100 }));
      expect(late).toMatchObject({ index: 5, cause: { code: 'TIMED_OUT' } });
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends the worker of a unit that takes too long, and has the rest done', async () => {
    for (const inputs of [
      200,
      upTo(200).map(BigInt).map(Number),
      upTo(200).map((n) => (n === 0 ? '0' : n)),
    ]) {
      const options = { engine, workers: 2, chunk: 10, timeout: 200, onError: 'collect' } as const;
      const outcomes = await parallelMap(work('hanging'), inputs as number[], options);
      expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([5]);
      expect(outcomes[5]).toMatchObject({
        reason: { message: expect.stringContaining('longer than 200 ms'), cause: { code: 'TIMED_OUT' } },
      });
    }
    const patient = await rejection(parallelMap(work('waiting'), 200, { engine, timeout: 100 }));
    expect(patient).toMatchObject({ index: 5, cause: { code: 'TIMED_OUT' } });
    const raised = await rejection(parallelMap(work('hanging'), 200, { engine, timeout: 100 }));
    expect(raised).toMatchObject({ index: 5 });
  });

  it.each(engine === 'threads' ? ['exiting'] : ['exiting', 'killed'])(
    'does again what a worker held that died (%s), and gives up the unit that did it twice',
    async (name) => {
      for (const inputs of [3000, upTo(3000).map((n) => (n === 0 ? '0' : n))]) {
        const outcomes = await parallelMap(work(name), inputs as number, {
          engine,
          workers: 2,
          onError: 'collect',
        });
        expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([50]);
        expect(outcomes[50]).toMatchObject({
          reason: {
            message: expect.stringMatching(/ended its worker twice/),
            cause: { code: 'WORKER_FAILED' },
          },
        });
      }
      const raised = await rejection(parallelMap(work(name), 3000, { engine, workers: 1 }));
      expect(raised).toMatchObject({ name: 'ParallelMapError', index: 50 });
    },
  );

  it('begins a unit that ends its workers twice; with processes, which first have to be asked where they are, thrice', async () => {
    const mark = join(tmpdir(), `concur-begun-${process.pid}`);
    rmSync(mark, { force: true });
    const outcomes = await parallelMap(work('counted'), 3000, { engine, workers: 2, onError: 'collect' });
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const begun = readFileSync(mark, 'utf8').length;
    rmSync(mark);
    expect(begun).toBeGreaterThanOrEqual(2);
    expect(begun).toBeLessThanOrEqual(engine === 'threads' ? 2 : 3);
  });

  it('loses nothing where a unit ends its worker once', async () => {
    const mark = join(scratch, `${engine}-mark`);
    const inputs = new Array(200).fill(mark);
    expect(await parallelMap(work('killedOnce'), inputs, { engine, workers: 2 })).toEqual(upTo(200));
    expect(existsSync(mark)).toBe(true);
  });

  it('tells how far it is: never backwards, and all of it in the end', async () => {
    const told: ParallelMapProgress[] = [];
    const onProgress = (progress: ParallelMapProgress) => void told.push(progress);
    await parallelMap(work('slow'), 60, { engine, workers: 2, onProgress });
    expect(told.length).toBeGreaterThan(2);
    const counts = told.map(({ done }) => done);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    const last = told.at(-1) as ParallelMapProgress;
    expect(last).toMatchObject({ done: 60, failed: 0, total: 60 });
    expect(last.workers.map(({ name }) => name)).toEqual(['worker 0', 'worker 1']);
    expect(last.workers.reduce((sum, { done }) => sum + done, 0)).toBe(60);
    for (const { pid, tid } of last.workers) {
      expect([pid === process.pid, tid === pid]).toEqual(
        engine === 'threads' ? [true, false] : [false, true],
      );
    }
  });

  it('counts exactly where workers were replaced', async () => {
    const told: ParallelMapProgress[] = [];
    const onProgress = (progress: ParallelMapProgress) => void told.push(progress);
    const options = { engine, workers: 3, onProgress, onError: 'collect' } as const;
    await parallelMap(work('exiting'), 5000, options);
    expect(told.at(-1)).toMatchObject({ done: 4999, failed: 1, total: 5000 });
  });

  it('passes on what onProgress throws', async () => {
    const onProgress = () => {
      throw new TypeError('mine');
    };
    await expect(parallelMap(work('slow'), 60, { engine, onProgress })).rejects.toThrow('mine');
  });

  it('ends at once when its signal says so', async () => {
    const controller = new AbortController();
    const running = rejection(
      parallelMap(work('forever'), 4, { engine, workers: 2, signal: controller.signal }),
    );
    await delay(300);
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await running).toBe(reason);
    const late = parallelMap(work('double'), 4, { engine, signal: controller.signal });
    expect(await rejection(late)).toBe(reason);
  });

  it('says what is wrong with a module', async () => {
    const none = await rejection(parallelMap(work('dubble'), 4, { engine }));
    expect(none).toBeInstanceOf(ConcurError);
    expect(none).toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/no function dubble.*double\?$/),
    });
    const file = join(scratch, 'broken.mjs');
    writeFileSync(file, 'export const unfinished = (;');
    const broken = await rejection(parallelMap(file, 4, { engine }));
    expect(broken).toMatchObject({
      code: 'USER_CODE',
      message: expect.stringMatching(/broken\.mjs can’t be loaded/),
    });
    expect(broken.cause).toBeInstanceOf(SyntaxError);
    const leaving = await rejection(parallelMap(join(FOLDER, 'leaving.mjs'), 4, { engine }));
    expect(leaving).toMatchObject({
      code: 'WORKER_FAILED',
      message: expect.stringMatching(/before it was ready \(exit code 4\)/),
    });
  });

  it('shows what workers print, and its own end where stderr is no terminal', async () => {
    const command = (units: string, options: object) =>
      new Run([NODE, PROGRAM, BUILT, units, '3', JSON.stringify({ engine, workers: 1, ...options })]).end();
    const quiet = await command('printing', {});
    expect(quiet.stdout.split('\n').sort()).toEqual(
      ['', '[0,1,2]', 'unit 0 prints', 'unit 1 prints', 'unit 2 prints'].sort(),
    );
    expect([quiet.stderr, quiet.orphans]).toEqual(['', []]);
    const told = await command('double', { progress: true });
    expect(told.stderr).toMatch(
      /^worker 0: 3 done\n3 of 3 done, 0 failed\n3 units in .*\nworker +units .*\nworker 0 +3 /,
    );
  });

  it('leaves no process behind when its own is killed', async () => {
    const run = new Run([NODE, PROGRAM, BUILT, 'forever', '2', JSON.stringify({ engine, workers: 2 })]);
    const { pid } = run.child;
    const wanted = engine === 'threads' ? 0 : 2;
    while (descendants(new Sysroot(), pid as number).length < wanted) await delay(20);
    await delay(200);
    run.child.kill('SIGKILL');
    expect((await run.end()).orphans).toEqual([]);
  });
});

describe('whatever the engine, parallelMap', () => {
  it('does nothing for no units', async () => {
    const told: ParallelMapProgress[] = [];
    const onProgress = (progress: ParallelMapProgress) => void told.push(progress);
    expect(await parallelMap(work('double'), 0, { onProgress })).toEqual([]);
    expect(await parallelMap(work('double'), [], { onError: 'collect', progress: true })).toEqual([]);
    expect(told).toEqual([]);
  });

  it('never has more workers than units', async () => {
    let workers = 0;
    const onProgress = (progress: ParallelMapProgress) => {
      workers = progress.workers.length;
    };
    expect(await parallelMap(work('double'), 2, { workers: 9, onProgress })).toEqual(doubles(2));
    expect(workers).toBe(2);
  });

  it.each([
    [{ engine: 'fibers' }, 'engine must be threads, processes or hosts (it is "fibers")'],
    [{ workers: 0 }, 'parallelMap: workers must be a whole number of at least 1 (it is 0)'],
    [{ workers: 1.5 }, 'workers must be a whole number of at least 1 (it is 1.5)'],
    [{ chunk: -1 }, 'chunk must be a whole number of at least 1 (it is -1)'],
    [{ timeout: 0 }, 'timeout must be a number of milliseconds above 0 (it is 0)'],
    [{ timeout: '1s' }, 'timeout must be a number of milliseconds above 0 (it is "1s")'],
    [{ onError: 'ignore' }, 'onError must be raise or collect (it is "ignore")'],
    [{ onProgress: true }, 'onProgress must be a function (it is true)'],
    [{ progress: 'bars' }, 'progress must be true or false (it is "bars")'],
    [{ signal: {} }, 'signal must be an AbortSignal (it is {})'],
    [{ onErorr: 'raise' }, 'parallelMap: onErorr is an unknown option. Did you mean onError?'],
    [{ color: 1 }, 'color is an unknown option. There are engine, workers'],
  ])('refuses %j', async (options, message) => {
    const error = await rejection(parallelMap(work('double'), 3, options as ParallelMapOptions));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain(message);
  });

  it.each([
    [-1, 'inputs is -1: pass a whole number'],
    [2.5, 'inputs is 2.5'],
    [{}, 'inputs is neither a number nor iterable'],
    [null, 'inputs is neither a number nor iterable'],
  ])('refuses %j as inputs', async (inputs, message) => {
    const error = await rejection(parallelMap(work('double'), inputs as number));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain(message);
  });

  it('refuses more units than its counter can count', async () => {
    const error = await rejection(parallelMap(work('double'), 2 ** 25 + 1));
    expect(error).toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('the limit is 33554432'),
    });
  });

  it('tells, where stderr is no terminal, which units failed and where', async () => {
    const options = JSON.stringify({ workers: 2, onError: 'collect', progress: true });
    const { stderr } = await new Run([NODE, PROGRAM, BUILT, 'throwing', '20', options]).end();
    expect(stderr).toMatch(/^18 of 20 done, 2 failed$/m);
    expect(stderr).toMatch(/^unit 7 threw RangeError: row 7 \(.*work\.mjs:\d+:\d+\)$/m);
    expect(stderr).toMatch(/^ +at throwing \(.*work\.mjs:\d+:\d+\)$/m);
  });

  const missing = terminalMissing();
  if (missing !== null) process.stderr.write(`skipped: parallelMap's bars on a terminal (${missing})\n`);
  it.skipIf(missing !== null)('draws a bar for each worker and one for failures on a terminal', async () => {
    const terminal = new Terminal(90, 40);
    try {
      const options = JSON.stringify({ workers: 2, onError: 'collect', progress: true });
      terminal.type(
        `clear; '${NODE}' '${PROGRAM}' '${BUILT}' throwing 20 '${options}' >/dev/null; echo "[exit $?]"`,
      );
      const screen = await terminal.ends();
      const bars = screen.filter((line) => line.includes('|'));
      expect(bars.map((line) => line.split('|')[0]?.trim())).toEqual([
        'worker 0 100 %',
        'worker 1 100 %',
        'failed    10 %',
      ]);
      expect(screen.join('\n')).toContain('unit 17 threw RangeError: row 17');
    } finally {
      terminal.close();
    }
  });
});
