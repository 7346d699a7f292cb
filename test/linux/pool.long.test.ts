import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { MapReport } from '../../src/index.ts';

const LIBRARY = join(packageRoot(), 'dist', 'index.js');
const { createPool, parallelMap, parallelMapStream }: typeof import('../../src/index.ts') = await import(
  LIBRARY
);
const KEPT = pathToFileURL(join(packageRoot(), 'test', 'harness', 'map', 'kept.mjs'));
const work = (name: string) => new URL(`#${name}`, KEPT);

async function* later(count: number, first = 0): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) {
    await null;
    yield first + i;
  }
}

async function taken<Output>(stream: AsyncIterable<{ index: number; value: Output }>): Promise<Output[]> {
  const values: Output[] = [];
  for await (const { index, value } of stream) {
    expect(index).toBe(values.length);
    values.push(value);
  }
  return values;
}

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index);

describe.each(['threads', 'processes'] as const)('with %s, a pool', (engine) => {
  it('keeps its workers from call to call', async () => {
    const pool = createPool<number>(work('countCalls'), { engine, workers: 1 });
    expect(await pool.map(3)).toEqual([1, 2, 3]);
    expect(await pool.map(['a', 'b'])).toEqual([4, 5]);
    expect(await taken(pool.stream(later(3)))).toEqual([6, 7, 8]);
    await pool.close();
    await expect(pool.map(1)).rejects.toThrow('the pool is closed');
  });

  it.each(['setUp', 'setUpLater'])('calls %s once in each worker, before its first unit', async (init) => {
    const pool = createPool<object>(work('tellGiven'), { engine, workers: 2, init, data: { base: 7 } });
    for (const given of [...(await pool.map(4)), ...(await pool.map(['a']))])
      expect(given).toMatchObject({ data: { base: 7 } });
    await pool.close();
  });

  it('hands its init what can be cloned, and refuses what can’t', async () => {
    const data = { bytes: Buffer.from('key'), map: new Map([[1, 2n]]) };
    const options = { engine, workers: 1, init: 'setUp' } as const;
    const [given] = await parallelMap<{ data: typeof data }>(work('tellGiven'), 1, { ...options, data });
    expect([given?.data.bytes.toString(), given?.data.map]).toEqual(['key', data.map]);
    const refused = parallelMap(work('tellGiven'), 1, { ...options, data: () => 1 });
    await expect(refused).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('data can’t be cloned'),
    });
  });

  it('says what its init threw, and which there is where it has none of that name', async () => {
    const pool = createPool(work('square'), { engine, init: 'setUpBadly' });
    await expect(pool.map(1)).rejects.toThrow('can’t be used: its setUpBadly threw Error: no connection (');
    await pool.close();
    await expect(parallelMap(work('square'), 1, { engine, init: 'setUpp' })).rejects.toThrow(
      'Did you mean setUp?',
    );
  });

  it('begins so many units at once in a worker, and all of them are done', async () => {
    const most = await parallelMap<number>(work('overlap'), 60, { engine, workers: 1, concurrency: 6 });
    expect(most).toHaveLength(60);
    expect(Math.max(...most)).toBe(6);
  });

  it('takes an answer as it was given, though the function changes it later', async () => {
    const answers = await parallelMap(work('reuses'), 200, { engine, workers: 2 });
    expect(answers).toEqual(upTo(200).map((n) => [n]));
  });

  it('begins again what throws, and blames nobody for it', async () => {
    const values = await parallelMap(work('throwsFirst'), 20, { engine, workers: 2, retries: 2 });
    expect(values).toEqual(upTo(20));
  });

  it('replaces workers after so many units, or once they keep so much', async () => {
    const units = { engine, workers: 1, recycleAfter: { units: 3 } };
    expect(await parallelMap(work('countCalls'), 8, units)).toEqual([1, 2, 3, 1, 2, 3, 1, 2]);
    const bytes = { engine, workers: 1, chunk: 1, recycleAfter: { bytes: 150e6 } };
    const kept = await parallelMap<number>(work('hoard'), 60, bytes);
    expect(kept.filter((count) => count === 1).length).toBeGreaterThan(1);
  });

  it('does calls at the same time, also while a stream waits for its results to be taken', async () => {
    const pool = createPool<number>(work('square'), { engine, workers: 2 });
    const both = await Promise.all([pool.map(50), pool.map(60)]);
    expect(both.map(({ length }) => length)).toEqual([50, 60]);
    for await (const { index } of pool.stream(later(5)))
      expect(await pool.map(index + 1)).toHaveLength(index + 1);
    await pool.close();
  });

  it('goes on after a failure, an abort, and a stream that ends early', async () => {
    const pool = createPool<number>(work('exits'), { engine, workers: 2, onWarning() {} });
    await expect(pool.map(10)).rejects.toMatchObject({ name: 'ParallelMapError', index: 5 });
    await expect(pool.map(1e6, { signal: AbortSignal.timeout(5) })).rejects.toMatchObject({
      name: expect.stringMatching(/TimeoutError|ParallelMapError/),
    });
    for await (const { index } of pool.stream(later(1e9, 10))) if (index === 3) break;
    expect(await pool.map(5)).toEqual(upTo(5));
    await pool.close();
  });

  it.each([
    ['lets a program end whose pool is idle, closed or not', '', 'done'],
    ['lets one that closes it hear of that', "await pool.close(); console.log('closed');", 'done\nclosed'],
  ])('%s', async (_name, end, said) => {
    const options = JSON.stringify({ engine, workers: 2, timeout: 60_000, init: 'setUp' });
    const program = `
      import { createPool } from ${JSON.stringify(LIBRARY)};
      const pool = createPool(${JSON.stringify(work('square').href)}, ${options});
      await pool.map(100);
      await new Promise((resolve) => setTimeout(resolve, 50));
      for await (const _ of pool.stream([1, 2])) await pool.map(['a']);
      console.log('done');
      ${end}`;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      timeout: 20_000,
    });
    await expect(run).resolves.toEqual({ stdout: `${said}\n`, stderr: '' });
  });

  it('tells where the time went: the parts of each worker are the whole', async () => {
    const reports: MapReport[] = [];
    await parallelMap(work('nap'), new Array(20).fill(10), {
      ...{ engine, workers: 2 },
      report: (report) => reports.push(report),
    });
    const [{ wallNs, units, workers } = { wallNs: 0, units: 0, workers: [] }] = reports;
    expect([reports.length, units, workers.length]).toEqual([1, 20, 2]);
    for (const { startupNs, workNs, inputsNs, resultsNs, overNs } of workers)
      expect(startupNs + workNs + inputsNs + resultsNs + overNs).toBeCloseTo(wallNs, -3);
    expect(workers.reduce((sum, { workNs }) => sum + workNs, 0)).toBeGreaterThan(190e6);
  });

  it('tells it once for all its calls, when it is closed, whoever closes it again', async () => {
    const reports: MapReport[] = [];
    const pool = createPool(work('throwsFirst'), {
      engine,
      workers: 1,
      report: (each) => reports.push(each),
    });
    const outcomes = await pool.map([1, 2, 3], { onError: 'collect' });
    for await (const outcome of pool.stream([2, 3, 4], { onError: 'collect' })) outcomes.push(outcome);
    expect(outcomes.map(({ status }) => status.charAt(0)).join('')).toBe('rrrffr');
    await Promise.all([pool.close(), pool.close()]);
    pool[Symbol.dispose]();
    expect(reports.map(({ units, failed }) => [units, failed])).toEqual([[2, 4]]);
  });

  it('ends a call that has a signal of its own with the pool’s, too', async () => {
    const whole = new AbortController();
    const pool = createPool(work('nap'), { engine, workers: 1, signal: whole.signal });
    const call = pool.map([60_000], { signal: new AbortController().signal });
    whole.abort(new Error('all of it'));
    await expect(call).rejects.toThrow('all of it');
    await pool.close();
  });

  it('gives a stream’s results in order, however many there are', async () => {
    const values = await taken(parallelMapStream<number>(work('square'), later(20_000), { engine }));
    expect(values).toEqual(upTo(20_000).map((n) => n * n));
  });

  it('ends a stream at its first failure, after what was done before it', async () => {
    const values: unknown[] = [];
    const stream = parallelMapStream<number>(work('exits'), later(100), { engine, chunk: 1, onWarning() {} });
    const all = (async () => {
      for await (const { value } of stream) values.push(value);
    })();
    await expect(all).rejects.toThrow('unit 5 ended its worker twice');
    expect(values).toEqual(upTo(values.length));
  });
});

describe('a pool refuses', () => {
  it.each([
    [{ concurrency: 0 }, 'concurrency must be a whole number of at least 1'],
    [{ recycleAfter: 5 }, 'recycleAfter must be an object'],
    [{ recycleAfter: { unit: 5 } }, 'recycleAfter.unit is an unknown'],
    [{ onError: 'collect' }, 'onError is an unknown option'],
  ])('%j', (options, message) => {
    expect(() => createPool(work('square'), options as object)).toThrow(message);
  });

  it('a stream of nothing that can be iterated over, at once', () => {
    expect(() => parallelMapStream(work('square'), 5 as never)).toThrow('inputs is not iterable');
  });
});
