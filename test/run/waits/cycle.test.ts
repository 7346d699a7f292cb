import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCycle } from '../../../src/run/waits/cycle.ts';

/** Threads that each wait for the next one of the list. */
const edges = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([tid, heldBy]) => ({ tid, comm: `t${tid}`, waitsFor: `L${heldBy}`, heldBy }));
const tids = (found: ReturnType<typeof findCycle>) => found?.map(({ tid }) => tid) ?? null;

describe('a circle of waits', () => {
  it.each([
    ['of two', edges([1, 2], [2, 1]), [1, 2]],
    ['of three, and one that waits for it', edges([9, 1], [1, 2], [2, 3], [3, 1]), [1, 2, 3]],
    ['of one that holds what it waits for', edges([5, 5]), [5]],
    ['is the first of two', edges([1, 2], [2, 1], [3, 4], [4, 3]), [1, 2]],
  ])('%s', (_, graph, circle) => {
    expect(tids(findCycle(graph))).toEqual(circle);
  });

  it('is none of threads that wait for one that runs', () => {
    expect(findCycle(edges([1, 2], [2, 3], [4, 3]))).toBeNull();
    expect(findCycle([])).toBeNull();
  });

  it('is found in a long chain in time', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) => [index, index + 1] as const);
    expect(findCycle(edges(...chain))).toBeNull();
    expect(findCycle(edges(...chain, [100_000, 0]))?.length).toBe(100_001);
  });

  it('is one of whatever graph has one: each waits for what the next one holds', () => {
    const graphs = fc.uniqueArray(fc.tuple(fc.nat(12), fc.nat(12)), { selector: ([tid]) => tid });
    fc.assert(
      fc.property(graphs, (graph) => {
        const [circle, holderOf] = [tids(findCycle(edges(...graph))), new Map(graph)];
        circle?.forEach((tid, index) => {
          expect(holderOf.get(tid)).toBe(circle[(index + 1) % circle.length]);
        });
        const leadsOut = ([tid]: readonly [number, number]) => {
          let at: number | undefined = tid;
          for (let steps = 0; at !== undefined && steps <= graph.length; steps++) at = holderOf.get(at);
          return at === undefined;
        };
        expect(circle === null).toBe(graph.every(leadsOut));
      }),
    );
  });
});
