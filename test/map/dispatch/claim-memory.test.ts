import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Answers } from '../../../src/map/dispatch/answers.ts';
import { BatchSize } from '../../../src/map/dispatch/batch-size.ts';
import * as CELL from '../../../src/map/dispatch/cell.ts';
import { Cells, cellsOf } from '../../../src/map/dispatch/cells.ts';
import { ClaimMemory } from '../../../src/map/dispatch/claim-memory.ts';
import * as TAG from '../../../src/map/dispatch/tag.ts';
import { makeClaimer } from '../../../src/map/worker/claims.ts';
import { Outbox } from '../../../src/map/worker/outbox.ts';

describe('cells', () => {
  it('belong to one worker each, two cache lines apart', () => {
    const cells = new Cells(3);
    expect(cells.memory.byteLength).toBe(3 * 128);
    const mine = cellsOf(cells.memory, 1);
    expect([mine.byteOffset, mine.byteLength]).toEqual([128, 128]);
    mine.set([7, 8, 9, 10]);
    const { at, from, to, done } = CELL;
    expect([at, from, to, done].map((cell) => cells.read(1, cell))).toEqual([7, 8, 9, 10]);
    for (const other of [0, 2]) expect(cells.read(other, CELL.done)).toBe(0);
  });

  it('tell the unit of a batch, or of a claim: by its base and by what is done', () => {
    const cells = new Cells(1);
    const mine = cellsOf(cells.memory, 0);
    expect(cells.position(0)).toBe(0);
    mine[CELL.at] = 7;
    expect(cells.position(0)).toBe(7);
    mine[CELL.done] = 2 ** 40;
    mine[CELL.base] = 20 - 2 ** 40;
    expect(cells.position(0)).toBe(21);
  });
});

describe('the memory of claims', () => {
  it('has room for each unit, and the inputs as they are', () => {
    const { buffers } = new ClaimMemory(Int16Array.of(5, -6, 7), 2, null);
    expect([buffers.total, buffers.tags.byteLength, buffers.numbers.byteLength]).toEqual([3, 3, 24]);
    expect([...new Float64Array(buffers.inputs as SharedArrayBuffer)]).toEqual([5, -6, 7]);
    expect(new ClaimMemory(3, 2, null).buffers.inputs).toBe(null);
  });

  it('keeps claims so small that all workers together can’t overflow the counter', () => {
    expect(new ClaimMemory(10, 4, 1e9).buffers.chunk).toBe(3);
    expect(new ClaimMemory(10, 4, 2).buffers.chunk).toBe(2);
  });

  it('has nothing left to claim once it is stopped', () => {
    const memory = new ClaimMemory(10, 2, null);
    Atomics.add(new Int32Array(memory.buffers.next), 0, 4);
    expect(memory.unclaimed).toBe(6);
    memory.stop();
    expect(memory.unclaimed).toBe(0);
    Atomics.add(new Int32Array(memory.buffers.next), 0, 4);
    expect(memory.unclaimed).toBe(0);
  });
});

/** Claimers that take turns at their promises, as threads take turns at theirs. */
async function claim(units: number, workers: number, chunk: number | null, fn: (n: number) => unknown) {
  const { buffers } = new ClaimMemory(units, workers, chunk);
  const cells = new Cells(workers);
  const answers = new Answers(units, buffers);
  let received = 0;
  let failed = 0;
  const claimers = Array.from({ length: workers }, (_, worker) => {
    const outbox = new Outbox((message) => {
      if (message.type === 'answers') for (const run of message.runs) received += answers.take(run);
      if (message.type === 'failed') failed += Number(answers.fail(message.index, new Error('mine')));
    });
    return makeClaimer(fn as (input: unknown) => unknown, buffers, cellsOf(cells.memory, worker), outbox);
  });
  await Promise.all(claimers.map((run) => run()));
  const counted = claimers.reduce((sum, _, worker) => sum + cells.read(worker, CELL.done), 0);
  const positions = claimers.map((_, worker) => cells.position(worker));
  return { answers, received, failed, counted, positions };
}

describe('claimers', () => {
  it('do each unit once, for any units, workers and chunk, and count what they did', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 6 }),
        fc.option(fc.integer({ min: 1, max: 400 })),
        fc.constantFrom('number', 'promise', 'text', 'throw', 'undefined'),
        async (units, workers, chunk, odd) => {
          const calls = new Array<number>(units).fill(0);
          const { answers, received, failed, counted, positions } = await claim(
            units,
            workers,
            chunk,
            (n) => {
              calls[n] = (calls[n] as number) + 1;
              if (n % 3 !== 1 || odd === 'number') return n * 2;
              if (odd === 'promise') return Promise.resolve(n * 2);
              if (odd === 'text') return `${n}`;
              if (odd === 'undefined') return undefined;
              throw new Error(`${n}`);
            },
          );
          expect(calls).toEqual(new Array(units).fill(1));
          const odds = Math.floor((units + 1) / 3);
          expect([counted, received, failed]).toEqual([
            units - (/text|throw|undefined/.test(odd) ? odds : 0),
            /text|undefined/.test(odd) ? odds : 0,
            odd === 'throw' ? odds : 0,
          ]);
          expect(positions).toEqual(new Array(workers).fill(0));
          expect([...answers.tags]).not.toContain(TAG.open);
          expect(answers.values()).toEqual(
            calls.map((_, n) =>
              n % 3 !== 1 || /number|promise/.test(odd) ? n * 2 : odd === 'text' ? `${n}` : undefined,
            ),
          );
        },
      ),
    );
  });

  it('tell where they are while they do a unit', async () => {
    const { buffers } = new ClaimMemory(Float64Array.of(3, 4), 1, 1);
    const cells = new Cells(1);
    const seen: number[][] = [];
    const look = (input: unknown, index: number) => {
      seen.push([
        input as number,
        index,
        cells.position(0),
        cells.read(0, CELL.from),
        cells.read(0, CELL.to),
      ]);
      return 0;
    };
    await makeClaimer(look, buffers, cellsOf(cells.memory, 0), new Outbox(() => {}))();
    expect(seen).toEqual([
      [3, 0, 1, 0, 1],
      [4, 1, 2, 1, 2],
    ]);
  });
});

describe('what a worker that ends has claimed', () => {
  it('is open as far as there is no answer, whatever it has told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat({ max: 59 }),
        async (units, chunk, endsAt) => {
          const memory = new ClaimMemory(units, 1, chunk);
          const cells = new Cells(1);
          const answers = new Answers(units, memory.buffers);
          const look = (index: unknown) => (index === endsAt ? new Promise(() => {}) : index);
          const outbox = new Outbox(() => {});
          void makeClaimer(look, memory.buffers, cellsOf(cells.memory, 0), outbox)();
          const last = cells.lastClaim(0);
          memory.reopen(last);
          expect(answers.openUnits()).toEqual(from(endsAt, last.to));
          memory.reopenAll();
          expect(answers.openUnits()).toEqual(from(endsAt, units));
        },
      ),
    );
  });

  it('leaves alone what has come by message, and each NaN that somebody has answered', () => {
    const memory = new ClaimMemory(4, 1, 2);
    const answers = new Answers(4, memory.buffers);
    new Float64Array(memory.buffers.numbers).set([Number.NaN, -Number.NaN]);
    answers.tags[2] = TAG.message;
    memory.reopenAll();
    expect(answers.openUnits()).toEqual([3]);
  });
});

/** Whole numbers from one to before another. */
function from(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

describe('answers', () => {
  it('take the first outcome of a unit, and count it once', () => {
    const answers = new Answers(4, null);
    expect(answers.take({ from: 0, values: ['a', 2] })).toBe(2);
    expect(answers.take({ from: 1, values: Float64Array.of(7, 8) })).toBe(1);
    expect([answers.fail(2, new Error('late')), answers.fail(3, new Error('first'))]).toEqual([false, true]);
    expect(answers.take({ from: 3, values: [1] })).toBe(0);
    expect(answers.values()).toEqual(['a', 2, 8, undefined]);
    expect(answers.failed).toBe(1);
    expect(answers.outcomes()).toEqual([
      { status: 'fulfilled', value: 'a' },
      { status: 'fulfilled', value: 2 },
      { status: 'fulfilled', value: 8 },
      { status: 'rejected', reason: new Error('first') },
    ]);
  });

  it('give the failures in the order of their units', () => {
    const answers = new Answers(3, null);
    for (const index of [2, 0]) answers.fail(index, new Error(`${index}`));
    expect(answers.failures().map(({ message }) => message)).toEqual(['0', '2']);
  });
});

describe('the size of a batch', () => {
  it('grows eightfold until a batch lasts about 10 ms', () => {
    const size = new BatchSize(null, 2, 1, 10);
    expect(size.next(1e6)).toBe(1);
    size.learn(1, 0);
    expect(size.next(1e6)).toBe(8);
    size.learn(8, 0.08);
    expect(size.next(1e6)).toBe(64);
    size.learn(64, 6.4);
    expect(size.next(1e6)).toBe(100);
  });

  it('shrinks to what lasts 10 ms, and not below one', () => {
    const size = new BatchSize(null, 1, 1, 10);
    size.learn(100, 0);
    size.learn(800, 80);
    expect(size.next(1e6)).toBe(100);
    size.learn(1, 500);
    expect(size.next(1e6)).toBe(1);
  });

  it('does not shrink because a batch was cut short', () => {
    const size = new BatchSize(null, 1, 1, 10);
    size.learn(100, 1);
    size.learn(1, 0.01);
    expect(size.next(1e6)).toBe(800);
  });

  it('leaves half of what waits to the others', () => {
    const size = new BatchSize(null, 4, 1, 10);
    size.learn(1000, 0);
    expect([size.next(80), size.next(7)]).toEqual([10, 1]);
  });

  it('is never larger than it may be', () => {
    const size = new BatchSize(null, 1, 1, 10, 500);
    size.learn(100, 0);
    expect(size.next(1e6)).toBe(500);
  });

  it('is what it was told to be', () => {
    const size = new BatchSize(50, 4, 1, 10);
    size.learn(50, 0);
    expect(size.next(10)).toBe(50);
  });
});
