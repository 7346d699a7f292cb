import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Crew } from '../../../src/map/crew/crew.ts';
import { FROM_ZERO } from '../../../src/map/dispatch/numbering.ts';
import type { Hired } from '../../../src/map/hire.ts';
import { MapPool } from '../../../src/map/pool.ts';
import type { PoolRequest } from '../../../src/map/pool-request.ts';
import { outcomeOf, type StreamCall, streamMap, takeOne } from '../../../src/map/stream/stream-map.ts';
import { FakeGroup, type UnitFate } from '../../fixtures/map-group.ts';

const REQUEST: PoolRequest = {
  ...{ source: { file: '/work.mjs', name: 'unit' }, engine: 'threads', workers: 2, chunk: null },
  ...{ concurrency: 1, retries: 0, recycleAfter: { units: null, bytes: null }, init: null },
  ...{ timeoutMs: null, tellsClocks: false },
};
const CALL: StreamCall = {
  ...{ onError: 'raise', signal: null, ahead: null, ordered: true },
  ...{ numbering: FROM_ZERO, total: null },
};

/** A pool whose workers are fakes that act between the turns of the event loop. */
class FakePool extends MapPool {
  readonly group: FakeGroup;
  readonly #hired: Hired;

  constructor(fate: (index: number) => UnitFate = () => 'answers') {
    super(REQUEST, { env: {}, takeLine: null, warn() {} });
    this.group = new FakeGroup(fate);
    const crew = new Crew({
      ...{ source: REQUEST.source, workers: 2, group: this.group, timeoutMs: null, concurrency: 1 },
      ...{ recycleAfter: { units: null, bytes: null }, beforeWork: null, loadMs: 1e9, observer: null },
      warn() {},
    });
    this.#hired = { crew, workers: 2, group: this.group, insights: null };
  }

  override hired(): Promise<Hired> {
    return Promise.resolve(this.#hired);
  }

  /** Lets workers act until this is over. */
  async drive<Result>(work: Promise<Result>): Promise<Result> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    work.then(end, end);
    for (let step = 0; !isOver; step++) {
      expect(step).toBeLessThan(100_000);
      this.group.step(step);
      await setImmediate();
    }
    return work;
  }
}

const streamOf = (pool: FakePool, inputs: Parameters<typeof streamMap>[1], call: StreamCall) =>
  streamMap(async () => placeOf(pool), inputs, call, takeOne(outcomeOf));

function placeOf(pool: FakePool) {
  const ended = async (failure: unknown) => failure;
  return { workforce: pool, onProgress: null, ended };
}

function* numbers(count: number, read: { count: number } = { count: 0 }): Generator<number> {
  for (let i = 0; i < count; i++) {
    read.count++;
    yield i;
  }
}

async function* later(count: number): AsyncGenerator<number> {
  for (const number of numbers(count)) {
    await setImmediate();
    yield number;
  }
}

async function valuesOf(
  pool: FakePool,
  inputs: Parameters<typeof streamMap>[1],
  call: Partial<StreamCall> = {},
) {
  const values: unknown[] = [];
  for await (const outcome of streamOf(pool, inputs, { ...CALL, ...call }))
    values.push(outcome.status === 'fulfilled' ? outcome.value : outcome.reason.message);
  return values;
}

const upTo = (count: number) => [...numbers(count)];

describe('a stream', () => {
  it.each([
    ['of an iterable', () => numbers(300)],
    ['of what comes later', () => later(60)],
    ['of nothing', () => []],
  ])('%s gives all results in the inputs’ order', async (_what, inputs) => {
    const pool = new FakePool();
    const values = await pool.drive(valuesOf(pool, inputs()));
    expect(values).toEqual(upTo(values.length));
  });

  it('reads no more inputs than results are taken, and so many ahead', async () => {
    const pool = new FakePool();
    const read = { count: 0 };
    const outcomes = streamOf(pool, numbers(1000, read), { ...CALL, ahead: 10 });
    for (let taken = 1; taken <= 20; taken++) {
      await pool.drive(outcomes.next());
      expect(read.count).toBeLessThanOrEqual(taken + 10);
    }
    await pool.drive(outcomes.return());
  });

  it('closes its inputs where the iteration ends early', async () => {
    const pool = new FakePool();
    let isClosed = false;
    function* inputs() {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        isClosed = true;
      }
    }
    const outcomes = streamOf(pool, inputs(), CALL);
    await pool.drive(outcomes.next());
    await pool.drive(outcomes.return());
    expect(isClosed).toBe(true);
  });

  it('closes them though the next one never comes', async () => {
    const pool = new FakePool();
    let closed = 0;
    const iterator = {
      next: () => (read++ < 3 ? Promise.resolve({ value: 1 }) : new Promise<never>(() => {})),
      async return() {
        closed++;
        return { done: true as const, value: null };
      },
    };
    let read = 0;
    const outcomes = streamOf(pool, { [Symbol.asyncIterator]: () => iterator }, CALL);
    for (let taken = 0; taken < 3; taken++) await pool.drive(outcomes.next());
    await pool.drive(outcomes.return());
    expect([read, closed]).toEqual([4, 1]);
  });

  it('lets others act while inputs take time without waiting for anything', async () => {
    const pool = new FakePool();
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    const turnsAt: number[] = [];
    function* slow() {
      for (let i = 0; i < 40; i++) {
        for (const until = performance.now() + 3; performance.now() < until; );
        turnsAt.push(turns);
        yield i;
      }
    }
    expect(await pool.drive(valuesOf(pool, slow(), { ahead: 50 }))).toEqual(upTo(40));
    clearInterval(turning);
    expect(new Set(turnsAt).size).toBeGreaterThan(3);
  });

  it('gives what was done before the first failure, and then throws it', async () => {
    const pool = new FakePool((index) => (index === 30 ? 'throws' : 'answers'));
    const values: unknown[] = [];
    const work = (async () => {
      for await (const outcome of streamOf(pool, numbers(100), CALL)) values.push(outcome.index);
    })();
    await expect(pool.drive(work)).rejects.toMatchObject({ name: 'ParallelMapError', index: 30 });
    expect(values).toEqual(upTo(values.length));
    expect(values.length).toBeLessThanOrEqual(30);
  });

  it('collects failures among the results', async () => {
    const pool = new FakePool((index) => (index % 10 === 3 ? 'throws' : index === 7 ? 'dies' : 'answers'));
    const values = await pool.drive(valuesOf(pool, numbers(20), { onError: 'collect' }));
    expect(values.map((value) => typeof value).filter((type) => type === 'string')).toHaveLength(3);
    expect(values[7]).toContain('unit 7 ended its worker twice');
  });

  it('names units that fail as they are called in the whole', async () => {
    const pool = new FakePool((index) => (index === 2 ? 'throws' : 'answers'));
    const numbering = { first: 1, step: 5 };
    const all: unknown[] = [];
    const work = (async () => {
      for await (const { index, ...outcome } of streamOf(pool, numbers(4), {
        ...CALL,
        numbering,
        onError: 'collect',
      }))
        all.push([index, outcome.status === 'rejected' ? outcome.reason.index : null]);
    })();
    await pool.drive(work);
    expect(all).toEqual([
      [0, null],
      [1, null],
      [2, 11],
      [3, null],
    ]);
  });

  it('throws what its inputs throw', async () => {
    const pool = new FakePool();
    function* broken() {
      yield 1;
      throw new Error('the file ends here');
    }
    await expect(pool.drive(valuesOf(pool, broken()))).rejects.toThrow('the file ends here');
  });

  it.each([undefined, null, 0, 'text'])('throws what its inputs throw, also %j', async (what) => {
    const pool = new FakePool();
    function* broken() {
      yield 1;
      throw what;
    }
    async function* rejecting() {
      yield 1;
      await Promise.reject(what);
    }
    for (const inputs of [broken(), rejecting()]) {
      const thrown = pool.drive(valuesOf(pool, inputs)).catch((error: unknown) => ({ error }));
      expect(await thrown).toStrictEqual({ error: what });
    }
  });

  it('ends with its signal’s reason', async () => {
    const pool = new FakePool();
    const controller = new AbortController();
    const outcomes = streamOf(pool, later(1e6), { ...CALL, signal: controller.signal });
    await pool.drive(outcomes.next());
    controller.abort(new Error('enough'));
    const rest = (async () => {
      for await (const _ of outcomes);
    })();
    await expect(pool.drive(rest)).rejects.toThrow('enough');
  });
});
