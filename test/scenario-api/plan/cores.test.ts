import { describe, expect, it } from 'vitest';
import {
  areSiblings,
  assortedCpus,
  corePair,
  siblingPair,
  unlessVirtual,
  usableCores,
} from '../../../src/scenario-api/plan/cores.ts';
import { makeMachine, makeSetting } from '../../fixtures/builders.ts';

const FOUR_CORES = makeMachine({
  siblingGroups: [
    [0, 4],
    [1, 5],
    [2, 6],
    [3, 7],
  ],
});
const on = (...cpus: number[]) => makeSetting({ cpus });

describe('pairs of CPUs', () => {
  it('are siblings where a core has two that may be used', () => {
    expect(siblingPair(FOUR_CORES, on(0, 1, 5)).cpus).toEqual([1, 5]);
    expect(siblingPair(FOUR_CORES, on(0, 1, 6))).toEqual({
      cpus: null,
      why: 'SMT is off, or no core has two usable CPUs',
    });
  });

  it('are two cores where there are two that may be used', () => {
    expect(corePair(FOUR_CORES, on(0, 4, 7)).cpus).toEqual([0, 7]);
    expect(corePair(FOUR_CORES, on(0, 4))).toEqual({ cpus: null, why: 'all usable CPUs belong to one core' });
  });

  it('are of the cores with siblings first, which are the fast ones of a hybrid processor', () => {
    const hybrid = makeMachine({ siblingGroups: [[0], [1], [2, 3], [4, 5]] });
    expect(usableCores(hybrid, on(0, 1, 2, 3, 4, 5))[0]).toEqual([2, 3]);
    expect(corePair(hybrid, on(0, 1, 2, 3, 4, 5)).cpus).toEqual([2, 4]);
  });

  it('know a CPU that no core is known for as a core of its own', () => {
    expect(corePair(makeMachine({ siblingGroups: [] }), on(3, 9)).cpus).toEqual([3, 9]);
  });

  it('are siblings only in one core', () => {
    expect(areSiblings(1, 5, FOUR_CORES)).toBe(true);
    expect(areSiblings(1, 4, FOUR_CORES)).toBe(false);
  });
});

describe('CPUs of every kind', () => {
  it('are both siblings of cores from all over the machine', () => {
    const groups = Array.from({ length: 512 }, (_, core) => [core, core + 512]);
    const all = Array.from({ length: 1024 }, (_, cpu) => cpu);
    const cpus = assortedCpus(8, makeMachine({ siblingGroups: groups }), makeSetting({ cpus: all }));
    expect(cpus).toEqual([0, 128, 256, 384, 512, 640, 768, 896]);
  });

  it('are all there are where these are few', () => {
    expect(assortedCpus(8, FOUR_CORES, on(0, 1, 4, 6))).toEqual([0, 1, 4, 6]);
    expect(assortedCpus(8, makeMachine(), on(0, 1))).toEqual([0, 1]);
  });
});

it('takes nothing for false that a host may have done', () => {
  const answers = (isVirtual: boolean | null) =>
    [true, false, null].map((answer) => unlessVirtual(makeMachine({ isVirtual }), answer));
  expect(answers(true)).toEqual([true, null, null]);
  expect(answers(false)).toEqual([true, false, null]);
  expect(answers(null)).toEqual([true, false, null]);
});
