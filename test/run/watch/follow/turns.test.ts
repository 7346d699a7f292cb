import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Turn, Turns } from '../../../../src/run/watch/follow/turns.ts';

/** How often each of so many threads gets which turn, over some samples at each of which so many had run. */
function play(threads: number, samples: number, movers: number, sleepySamples: number) {
  const turns = new Turns();
  const counts = Array.from({ length: threads }, () => ({ none: 0, clocks: 0, all: 0 }));
  const asked = Array.from({ length: samples }, () => {
    turns.next(threads, movers);
    return counts.filter((count, index) => {
      const turn: Turn = turns.of({ tid: 1_000 + index, sleepySamples });
      count[turn]++;
      return turn === 'all';
    }).length;
  });
  return { counts, asked };
}

const alike = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts);

describe('whose turn it is', () => {
  it('is everybody’s where few threads are', () => {
    expect(play(8, 10, 8, 0).counts).toEqual(Array(8).fill({ none: 0, clocks: 0, all: 10 }));
  });

  it('is every fourth time that of one that sleeps, where many do', () => {
    const { counts } = play(64, 40, 0, 9);
    expect(counts.map(({ none }) => none)).toEqual(Array(64).fill(30));
  });

  it('reaches all alike, and no more at once than are to be asked', () => {
    const movers = fc.integer({ min: 0, max: 400 });
    const form = fc.record({ threads: fc.integer({ min: 33, max: 400 }), movers, sleepy: fc.boolean() });
    fc.assert(
      fc.property(form, ({ threads, movers, sleepy }) => {
        const { counts, asked } = play(threads, 800, movers, sleepy ? 9 : 0);
        const sampled = threads / (sleepy ? 4 : 1);
        expect(alike(counts.map(({ none }) => none))).toBeLessThanOrEqual(1);
        expect(alike(counts.map(({ all }) => all))).toBeLessThanOrEqual(1);
        expect(Math.max(...asked)).toBeLessThanOrEqual(
          Math.ceil(Math.ceil(sampled) / Math.max(1, Math.ceil(movers / 8))),
        );
      }),
    );
  });
});
