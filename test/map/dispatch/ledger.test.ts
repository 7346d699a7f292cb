import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.ts';
import { Ledger } from '../../../src/map/dispatch/ledger.ts';
import type { Range } from '../../../src/map/dispatch/range.ts';
import * as TAG from '../../../src/map/dispatch/tag.ts';

function ledgerOf(units: number, first = 0): { tags: Uint8Array; ledger: Ledger } {
  const tags = new Uint8Array(units);
  const isOpen = (index: number) => tags[index] === TAG.open;
  const openUnits = () => [...tags.keys()].filter(isOpen);
  return { tags, ledger: new Ledger({ isOpen, openUnits }, { from: first, to: units }) };
}

describe('a ledger', () => {
  it('hands out all units in order, at most so many at a time', () => {
    const { ledger } = ledgerOf(5);
    expect([ledger.take(0, 2), ledger.take(1, 2), ledger.take(0, 2), ledger.take(1, 2)]).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
      { from: 4, to: 5 },
      null,
    ]);
    expect(ledger.waiting).toBe(0);
  });

  it('hands out again what a worker held and had not answered', () => {
    const { tags, ledger } = ledgerOf(6);
    ledger.take(0, 4);
    tags.set([TAG.number, TAG.open, TAG.message, TAG.open]);
    expect(ledger.openUnits(0)).toEqual([1, 3]);
    expect(ledger.release(0, null)).toBe(null);
    expect(ledger.waiting).toBe(4);
    expect([ledger.take(1, 9), ledger.take(1, 9), ledger.take(1, 9)]).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 4 },
      { from: 4, to: 6 },
    ]);
  });

  it('gives a suspect to a worker that has nothing else, and nothing else to that worker', () => {
    const { tags, ledger } = ledgerOf(6);
    ledger.take(0, 3);
    ledger.take(1, 1);
    ledger.release(0, 1);
    expect(ledger.take(1, 1)).toEqual({ from: 0, to: 1 });
    expect(ledger.take(2, 9)).toEqual({ from: 1, to: 2 });
    expect(ledger.take(2, 9)).toBe(null);
    tags[1] = TAG.number;
    ledger.finished(2, { from: 1, to: 2 });
    expect(ledger.take(2, 9)).toEqual({ from: 2, to: 3 });
  });

  it('gives up a unit that has ended its second worker, and only that one', () => {
    const { ledger } = ledgerOf(2);
    ledger.take(0, 2);
    expect(ledger.release(0, 1)).toBe(null);
    expect(ledger.take(0, 9)).toEqual({ from: 1, to: 2 });
    expect(ledger.release(0, 1)).toBe(1);
    expect(ledger.take(0, 9)).toEqual({ from: 0, to: 1 });
    expect(ledger.take(0, 9)).toBe(null);
  });

  it('gives up none that has company, though it was suspected before', () => {
    const { tags, ledger } = ledgerOf(3);
    ledger.take(0, 3);
    ledger.release(0, 0);
    expect(ledger.take(0, 1)).toEqual({ from: 0, to: 1 });
    ledger.release(0, null);
    tags[1] = TAG.number;
    expect([ledger.take(0, 9), ledger.take(0, 9)]).toEqual([
      { from: 1, to: 3 },
      { from: 0, to: 1 },
    ]);
    expect(ledger.release(0, 0, 2)).toBe(null);
    expect([ledger.take(0, 9), ledger.release(0, 0)]).toEqual([{ from: 0, to: 1 }, 0]);
  });

  it('suspects no unit that the worker did not hold', () => {
    const { tags, ledger } = ledgerOf(4);
    ledger.take(0, 2);
    tags[0] = TAG.number;
    expect([ledger.release(0, 0), ledger.release(0, 3)]).toEqual([null, null]);
    expect(ledger.take(1, 9)).toEqual({ from: 1, to: 2 });
    expect(ledger.take(1, 9)).toEqual({ from: 2, to: 4 });
  });

  it('hands out once what is to be begun again, though its worker ends before its batch does', () => {
    const { ledger } = ledgerOf(3);
    ledger.take(0, 3);
    ledger.again(0, 1);
    expect(ledger.take(1, 9)).toEqual({ from: 1, to: 2 });
    ledger.release(0, null);
    expect([ledger.take(2, 1), ledger.take(2, 1), ledger.take(2, 1)]).toEqual([
      { from: 0, to: 1 },
      { from: 2, to: 3 },
      null,
    ]);
    ledger.release(1, null);
    expect([ledger.take(2, 9), ledger.take(2, 9)]).toEqual([{ from: 1, to: 2 }, null]);
  });

  it('knows the batch that a worker has left, though another begins with the same unit', () => {
    const { tags, ledger } = ledgerOf(3);
    ledger.take(0, 3);
    ledger.again(0, 0);
    ledger.take(0, 1);
    expect(ledger.openUnits(0)).toEqual([1, 2, 0]);
    tags[0] = TAG.number;
    ledger.finished(0, { from: 0, to: 1 });
    expect(ledger.openUnits(0)).toEqual([1, 2]);
  });

  it('does so where its worker had claimed it by itself', () => {
    const { ledger } = ledgerOf(3, 3);
    ledger.again(0, 1);
    ledger.again(0, 2);
    expect(ledger.take(1, 1)).toEqual({ from: 1, to: 2 });
    ledger.claimed(0, { from: 0, to: 3 });
    ledger.release(0, null);
    expect([ledger.take(2, 9), ledger.take(2, 9), ledger.take(2, 9)]).toEqual([
      { from: 2, to: 3 },
      { from: 0, to: 1 },
      null,
    ]);
  });

  it('takes back what could not be sent, and leaves what was', () => {
    const { ledger } = ledgerOf(4);
    ledger.take(0, 1);
    ledger.take(0, 3);
    ledger.takeBack(0);
    expect(ledger.openUnits(0)).toEqual([0]);
    expect(ledger.take(0, 2)).toEqual({ from: 1, to: 3 });
  });

  it('finds at the end what nobody has: a claim whose worker ended before it could note it', () => {
    const { tags, ledger } = ledgerOf(4, 4);
    expect(ledger.waiting).toBe(0);
    tags.set([TAG.number, TAG.open, TAG.open, TAG.failed]);
    expect(ledger.sweep()).toBe(2);
    expect(ledger.take(0, 9)).toEqual({ from: 1, to: 3 });
    tags.fill(TAG.number);
    expect(ledger.sweep()).toBe(0);
  });
});

/** What goes wrong in a made-up run. */
interface World {
  readonly units: number;
  readonly workers: number;
  readonly most: number;
  /** Units that end their worker, and how often. */
  readonly killers: ReadonlyMap<number, number>;
  /** Units that never end by themselves. */
  readonly hanging: ReadonlySet<number>;
  /** Of all steps, so many end a worker for no reason of a unit's. */
  readonly accidents: number;
  /** Whether the units are claimed from a counter: the ledger then sees nothing but what was lost. */
  readonly claims: boolean;
  readonly seed: number;
}

const WORLD: fc.Arbitrary<World> = fc
  .record({
    units: fc.integer({ min: 1, max: 60 }),
    workers: fc.integer({ min: 1, max: 8 }),
    most: fc.integer({ min: 1, max: 20 }),
    accidents: fc.constantFrom(0, 0.02),
    claims: fc.boolean(),
    seed: fc.integer(),
  })
  .chain((world) => {
    const unit = fc.integer({ min: 0, max: world.units - 1 });
    const times = fc.constantFrom(1, 2, Number.POSITIVE_INFINITY);
    return fc
      .tuple(fc.array(fc.tuple(unit, times), { maxLength: 4 }), fc.array(unit, { maxLength: 2 }))
      .map(([killers, hanging]) => ({ ...world, killers: new Map(killers), hanging: new Set(hanging) }));
  });

/** How a run ends for each unit: how often it got an outcome, and which. */
interface Outcome {
  readonly outcomes: readonly number[];
  readonly tags: Uint8Array;
  readonly sum: number;
}

/** Plays a run: in any order, workers do a step of theirs, end, and are replaced. */
function play(world: World): Outcome {
  const random = seededRandom(world.seed);
  const pick = (count: number) => Math.floor(random() * count);
  const { tags, ledger } = ledgerOf(world.units, world.claims ? world.units : 0);
  const outcomes = new Array<number>(world.units).fill(0);
  const kills = new Map<number, number>();
  const queues: Range[][] = Array.from({ length: world.workers }, () => []);
  let position = new Array<number | null>(world.workers).fill(null);
  let unclaimed = world.claims ? 0 : world.units;
  let sum = 0;
  const settle = (index: number, tag: number) => {
    expect(tags[index]).toBe(TAG.open);
    tags[index] = tag;
    outcomes[index] = (outcomes[index] as number) + 1;
    if (tag === TAG.number) sum += index;
  };
  const end = (worker: number, during: number | null) => {
    const condemned = ledger.release(worker, during);
    if (condemned !== null) settle(condemned, TAG.failed);
    queues[worker] = [];
    position = position.with(worker, null);
  };
  const refill = (worker: number) => {
    const queue = queues[worker] as Range[];
    while (queue.length < 2) {
      const range = ledger.take(worker, 1 + pick(world.most));
      if (range === null) break;
      queue.push(range);
    }
    if (queue.length > 0 || unclaimed >= world.units) return;
    const range = { from: unclaimed, to: Math.min(world.units, unclaimed + 1 + pick(world.most)) };
    unclaimed = range.to;
    // It ended right after it had claimed: nobody knows of these.
    if (random() < world.accidents) return;
    ledger.claimed(worker, range);
    queue.push(range);
  };
  for (let steps = 0; ; steps++) {
    expect(steps).toBeLessThan(100_000);
    const worker = pick(world.workers);
    refill(worker);
    const queue = queues[worker] as Range[];
    const [range] = queue;
    if (range === undefined) {
      const isIdle = queues.every(({ length }) => length === 0) && ledger.waiting === 0;
      if (isIdle && unclaimed >= world.units && !ledger.sweep()) break;
      continue;
    }
    const index = position[worker] ?? range.from;
    if (random() < world.accidents) end(worker, null);
    else if ((kills.get(index) ?? 0) < (world.killers.get(index) ?? 0)) {
      kills.set(index, (kills.get(index) ?? 0) + 1);
      end(worker, index);
    } else if (world.hanging.has(index)) {
      settle(index, TAG.failed);
      end(worker, null);
    } else {
      settle(index, TAG.number);
      position = position.with(worker, index + 1 < range.to ? index + 1 : null);
      if (index + 1 < range.to) continue;
      queue.shift();
      ledger.finished(worker, range);
    }
  }
  return { outcomes, tags, sum };
}

describe('in any run of any number of units on any number of workers', () => {
  it('every unit has exactly one outcome, and the sum of the parts is exact', () => {
    fc.assert(
      fc.property(WORLD, (world) => {
        const { outcomes, tags, sum } = play(world);
        expect(outcomes).toEqual(new Array(world.units).fill(1));
        const fails = (index: number) => world.hanging.has(index) || (world.killers.get(index) ?? 0) > 1;
        const failed = [...tags.keys()].filter((index) => tags[index] === TAG.failed);
        expect(failed).toEqual([...tags.keys()].filter(fails));
        const expected = [...tags.keys()].filter((index) => !fails(index));
        expect(sum).toBe(expected.reduce((total, index) => total + index, 0));
      }),
      { numRuns: 500 },
    );
  });
});
