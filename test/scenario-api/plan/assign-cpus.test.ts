import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PIN_MODES } from '../../../src/model/trial/plan.ts';
import { assignCpus } from '../../../src/scenario-api/plan/assign-cpus.ts';

const SMT = [
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
];
const ALL = [0, 1, 2, 3, 4, 5, 6, 7];

describe('assignCpus', () => {
  it('spreads over the cores before it takes a second sibling', () => {
    expect(assignCpus(4, 'spread', ALL, SMT)).toEqual([0, 1, 2, 3]);
    expect(assignCpus(6, 'spread', ALL, SMT)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('fills a core before the next for siblings', () => {
    expect(assignCpus(4, 'siblings', ALL, SMT)).toEqual([0, 4, 1, 5]);
  });

  it('puts all on the first CPU for same, and none anywhere for none', () => {
    expect(assignCpus(3, 'same', [2, 3], SMT)).toEqual([2, 2, 2]);
    expect(assignCpus(3, 'none', ALL, SMT)).toEqual([null, null, null]);
  });

  it('wraps round where there are more workers than CPUs', () => {
    expect(assignCpus(5, 'spread', [0, 1], [[0], [1]])).toEqual([0, 1, 0, 1, 0]);
  });

  it('uses only the CPUs that it was given, in cores that are partly forbidden too', () => {
    expect(assignCpus(4, 'spread', [0, 4, 5], SMT)).toEqual([0, 5, 4, 0]);
    expect(assignCpus(3, 'siblings', [0, 4, 5], SMT)).toEqual([0, 4, 5]);
  });

  it('takes CPUs whose core is unknown for cores of their own', () => {
    expect(assignCpus(3, 'spread', [0, 8, 9], [[0, 4]])).toEqual([0, 8, 9]);
  });

  it('uses every CPU once before any twice, and nothing but them', () => {
    const cpus = fc.uniqueArray(fc.nat({ max: 11 }), { minLength: 1 });
    const groups = fc.constantFrom(
      SMT,
      ALL.map((cpu) => [cpu]),
      [],
      [[0, 1, 2, 3]],
    );
    fc.assert(
      fc.property(
        cpus,
        groups,
        fc.constantFrom('spread', 'siblings'),
        fc.nat({ max: 40 }),
        (given, cores, mode, n) => {
          const assigned = assignCpus(n, mode, given, cores);
          expect(assigned).toHaveLength(n);
          const uses = given.map((cpu) => assigned.filter((one) => one === cpu).length);
          expect(uses.reduce((sum, count) => sum + count, 0)).toBe(n);
          expect(Math.max(...uses) - Math.min(...uses)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it.each(PIN_MODES)('gives nobody a CPU for %s where there are no workers', (mode) => {
    expect(assignCpus(0, mode, [0], [[0]])).toEqual([]);
  });
});
