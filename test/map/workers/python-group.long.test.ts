import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import { RawJson } from '../../../src/base/raw-json.ts';
import type { ParallelMapError } from '../../../src/map/error.ts';
import { readMapInputs } from '../../../src/map/inputs.ts';
import { MapPool } from '../../../src/map/pool.ts';
import type { PoolRequest } from '../../../src/map/pool-request.ts';
import type { BatchClocks } from '../../../src/map/protocol/messages.ts';
import type { Warning } from '../../../src/model/warning.ts';
import { pythonFile } from '../../../src/workloads/user/python-reference.ts';

// Maps whose functions are in Python, in the user's own Python.

const UNITS = join(packageRoot(), 'test', 'harness', 'map', 'units.py');
const scratch = mkdtempSync(join(tmpdir(), 'concur-python-map-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const REQUEST: PoolRequest = {
  source: pythonFile(UNITS, 'do'),
  engine: 'processes',
  workers: 1,
  chunk: null,
  concurrency: 1,
  retries: 0,
  recycleAfter: { units: null, bytes: null },
  init: null,
  timeoutMs: null,
  tellsClocks: false,
};

interface Mapped {
  readonly outcomes: readonly PromiseSettledResult<unknown>[];
  readonly lines: readonly (readonly string[])[];
  readonly warnings: readonly Warning[];
}

/** @param name the function’s */
async function mapped(
  name: string,
  inputs: unknown,
  options: Partial<PoolRequest> = {},
  act: (pid: number) => void = () => {},
): Promise<Mapped> {
  const lines: string[][] = [];
  const warnings: Warning[] = [];
  const pool = new MapPool(
    { ...REQUEST, source: pythonFile(UNITS, name), ...options },
    { env: process.env, takeLine: (...line) => lines.push(line), warn: (warning) => warnings.push(warning) },
  );
  const onProgress: NonNullable<Parameters<MapPool['run']>[1]['onProgress']> = ({ workers, done }) => {
    const pid = workers[0]?.pid ?? null;
    if (pid !== null && done > 0) act(pid);
  };
  try {
    const call = { onError: 'collect', signal: null, onProgress } as const;
    const answers = await pool.run(readMapInputs(inputs), call);
    return { outcomes: answers.outcomes(), lines, warnings };
  } finally {
    await pool.close();
  }
}

const valuesOf = ({ outcomes }: Pick<Mapped, 'outcomes'>) =>
  outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : reasonOf(outcome).message));
const reasonOf = (outcome: PromiseSettledResult<unknown> | undefined) =>
  (outcome as PromiseRejectedResult).reason as ParallelMapError;
const text = (json: string) => new RawJson(json);

describe('units in Python', () => {
  it('answer in their order, called with their input or their number', async () => {
    const numbers = await mapped('double', 1000, { workers: 2 });
    expect(valuesOf(numbers)).toEqual(Array.from({ length: 1000 }, (_, i) => 2 * i));
    expect(valuesOf(await mapped('nothing', 2))).toEqual(['called with nothing', 'called with nothing']);
  });

  it('get and give numbers with all their digits', async () => {
    const kinds = ['1.0', '12345678901234567890', 'null', '[1,\n2]', '['.repeat(50_000), '}', '2'];
    const unread = expect.stringContaining('its input can’t be read');
    const inputs = [
      ...[
        ['add', 2 ** 53 - 2],
        ['add', 2 ** 53 - 1],
        ['echo', 1e300],
        ['echo', '9007199254740993'],
      ],
      ...kinds.map((kind) => text(`["kind", ${kind}]`)),
      text('["add", 18446744073709551615]'),
      text('["echo", {"list": [9007199254740993, 0.1]}]'),
    ];
    expect(valuesOf(await mapped('do', inputs))).toEqual([
      ...[2 ** 53 - 1, text('9007199254740992'), 1e300, '9007199254740993'],
      ...['float', 'int', 'NoneType', 'list', unread, unread, 'int'],
      text('18446744073709551616'),
      text('{"list":[9007199254740993,0.1]}'),
    ]);
  });

  it('fail with what they threw, or with what JSON has no room for, and harm no other', async () => {
    const deeds = ['raise', 'nan', 'infinity', 'set', 'circle', 'digits', 'keyboard', 'hostile', 'endless'];
    const harmless = ['interrupt', 'stdin', 'fork', 'forge', 'awaitable', 'reuse', 'reuse'];
    const { outcomes, lines } = await mapped(
      'do',
      [...deeds, ...harmless, 'print'].map((deed, i) => [deed, i]),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 9 }, () => 'rejected'),
      ...Array.from({ length: 8 }, () => 'fulfilled'),
    ]);
    const reasons = outcomes.slice(0, 9).map((outcome) => reasonOf(outcome).message);
    expect(reasons[0]).toMatch(/^unit 0 threw RowError: bad row 3 \(.*units\.py:\d+\)$/);
    const noJson = 'TypeError: its result can’t be written as JSON: ';
    expect(reasons.slice(1, 5)).toEqual([
      `unit 1 threw ${noJson}it has no NaN and no Infinity`,
      `unit 2 threw ${noJson}it has no NaN and no Infinity`,
      `unit 3 threw ${noJson}Object of type set is not JSON serializable`,
      `unit 4 threw ${noJson}Circular reference detected`,
    ]);
    expect(reasons.slice(6)).toEqual([
      expect.stringContaining('unit 6 threw KeyboardInterrupt'),
      'unit 7 threw Hostile: ',
      expect.stringContaining('unit 8 threw RecursionError: maximum recursion depth exceeded'),
    ]);
    expect(reasonOf(outcomes[0]).cause).toMatchObject({
      name: 'RowError',
      row: 3,
      notKept: ['seen', 'large'],
    });
    expect((reasonOf(outcomes[0]).cause as Error).stack).toContain('raise RowError(3) from error');
    expect((reasonOf(outcomes[0]).cause as Error).cause).toMatchObject({ name: 'KeyError' });
    // A result that is changed later is what it was.
    expect(valuesOf({ outcomes: outcomes.slice(9) })).toEqual([
      ...[null, '', 0, 54, 13, { data: 14 }, { data: 15 }, 16],
    ]);
    expect(lines).toContainEqual(['worker 0', 'stdout', 'unit says 16']);
  });

  it.each([
    ['exit', 'exit code 1 (the end of its stderr: no more)'],
    ['_exit', 'exit code 3'],
    ['segfault', 'SIGSEGV'],
    ['kill', 'SIGKILL'],
    ['stay', 'exit code 5 (the end of its stderr: the end)'],
  ])('that end their worker are done again alone, and then fail alone: %s', async (deed, end) => {
    const inputs = Array.from({ length: 9 }, (_, i) => (i === 4 ? [deed] : ['echo', i]));
    const result = await mapped('do', inputs, { chunk: 9 });
    const values = valuesOf(result);
    expect(values[4]).toMatch(/^unit 4 ended its worker twice/);
    expect(values[4]).toContain(end);
    expect(values.filter((_, i) => i !== 4)).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    expect(result.warnings).toHaveLength(2);
  });

  it('are done by another worker where one is killed from outside', async () => {
    let victim = 0;
    const kill = (pid: number) => {
      if (victim !== 0) return;
      victim = pid;
      process.kill(pid, 'SIGKILL');
    };
    const seconds = Array.from({ length: 60 }, () => 0.02);
    const { outcomes, warnings } = await mapped('sleeping', seconds, { chunk: 2 }, kill);
    expect(victim).toBeGreaterThan(0);
    expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('SIGKILL')]);
  });

  it.each(['hang', 'loop'])('that take too long fail, and the others go on: %s', async (deed) => {
    const inputs = [['echo', 0], [deed], ['echo', 2]];
    expect(valuesOf(await mapped('do', inputs, { timeoutMs: 300 }))).toEqual([
      0,
      'unit 1 took longer than 300 ms: its worker was ended',
      2,
    ]);
  });

  it('may be begun again, and their workers replaced', async () => {
    const inputs = Array.from({ length: 6 }, (_, i) =>
      i === 3 ? ['flaky', join(scratch, 'begun')] : ['pid'],
    );
    const recycleAfter = { units: null, bytes: 1 };
    const result = await mapped('do', inputs, { retries: 1, chunk: 2, recycleAfter });
    expect(result.outcomes.map(({ status }) => status)).toEqual(inputs.map(() => 'fulfilled'));
    expect(new Set(valuesOf(result)).size).toBeGreaterThan(2);
    expect(result.warnings).toEqual([]);
  });
});

describe('units that are awaited', () => {
  it('wait beside one another, so many at a time', async () => {
    const most = async (concurrency: number) =>
      Math.max(...(valuesOf(await mapped('awaited', 60, { concurrency })) as number[]));
    expect([await most(1), await most(7)]).toEqual([1, 7]);
    // What isn’t awaited is done at once.
    expect(valuesOf(await mapped('double', 5, { concurrency: 3 }))).toEqual([0, 2, 4, 6, 8]);
  });

  it('fail by themselves, and alone where they end their worker', async () => {
    const deeds = new Map([
      [5, 'raise'],
      [9, '_exit'],
      [13, 'exit'],
    ]);
    const inputs = Array.from({ length: 20 }, (_, i) => [deeds.get(i) ?? 'echo', i]);
    const result = await mapped('awaited', inputs, { concurrency: 6 });
    expect(valuesOf(result)[5]).toMatch(/^unit 5 threw RowError: bad row 3 \(/);
    expect(valuesOf(result)[9]).toMatch(/^unit 9 ended its worker twice/);
    expect(valuesOf(result)[13]).toMatch(/^unit 13 ended its worker twice/);
    expect(result.outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  });

  it('that take too long fail, and those beside them are done', async () => {
    const seconds = [0.01, 60, 0.01, 0.01];
    const values = valuesOf(await mapped('sleeping', seconds, { concurrency: 4, timeoutMs: 300 }));
    expect(values).toEqual([0.01, 'unit 1 took longer than 300 ms: its worker was ended', 0.01, 0.01]);
  });
});

it('a chunk in Python has the numbers that its units are called, and tells what its clocks did', async () => {
  const clocks: (BatchClocks | null)[] = [];
  const source = pythonFile(UNITS, 'double');
  const context = { env: process.env, takeLine: () => {}, warn: () => {} };
  const pool = new MapPool({ ...REQUEST, source, tellsClocks: true }, context);
  const call = { signal: null, timeoutMs: null, retries: 0, numbering: { first: 10, step: 2 } };
  const { answers } = await pool.runChunk(
    { type: 'count', total: 3 },
    { ...call, finished: (_slot, told) => clocks.push(told.clocks) },
  );
  await pool.close();
  expect(answers.values()).toEqual([20, 24, 28]);
  expect(clocks).toEqual([
    { cpu: expect.any(Number), runNs: expect.any(Number), runDelayNs: expect.any(Number) },
  ]);
});

describe('init', () => {
  it('is called once in each worker, with its data and the worker’s index', async () => {
    const data = { path: 'model.bin', ids: [text('9007199254740993')] };
    const init = { name: 'begin', data: text('{"id": 9007199254740993}') };
    expect(valuesOf(await mapped('seen', 1, { init }))).toEqual([text('[0,{"id":9007199254740993},0]')]);
    expect(valuesOf(await mapped('seen', 1, { init: { name: 'begin_later', data: 'd' } }))).toEqual([
      [0, 'd', null],
    ]);
    await expect(mapped('seen', 1, { init: { name: 'begin', data } })).rejects.toMatchObject({
      code: 'USAGE',
      message: 'data is no JSON: a function in Python can’t be given it',
    });
  });

  it.each([
    ['failing', 'USER_CODE', /^failing threw RuntimeError: no database \(.*units\.py:\d+\)$/],
    ['begins', 'USAGE', /has no function begins .*Did you mean begin/],
  ])('that can’t be done ends the map: %s', async (name, code, message) => {
    await expect(mapped('seen', 1, { init: { name, data: null } })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('a function in Python that can’t be had', () => {
  const module = (name: string, source: string) => {
    writeFileSync(join(scratch, `${name}.py`), source);
    return { source: pythonFile(join(scratch, `${name}.py`), 'unit') };
  };

  it.each([
    ['broken', 'def unit(:\n', 'USER_CODE', /broken\.py can’t be imported: SyntaxError: .*broken\.py:1\)$/],
    ['leaving', 'import sys\nsys.exit(4)\n', 'USER_CODE', /leaving\.py can’t be imported: SystemExit: 4/],
    ['crashing', 'import os\nos._exit(4)\n', 'WORKER_FAILED', /before it was ready \(exit code 4\)$/],
    ['empty', 'def units(_): pass\n', 'USAGE', /has no function unit .*Did you mean units\?$/],
    ['greedy', 'def unit(a, b): pass\n', 'USAGE', /^unit can’t be called: it needs 2 arguments \(a, b\)/],
  ])('ends the map: %s', async (name, source, code, message) => {
    await expect(mapped('unit', 2, module(name, source))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('is not begun on threads, nor by a Python that isn’t there', async () => {
    await expect(mapped('double', 2, { engine: 'threads' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(mapped('double', 2, { python: '/nowhere/python3' })).rejects.toMatchObject({
      code: 'CAPABILITY_MISSING',
    });
  });
});
