import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputsOf, planRun, shareOf } from '../../../src/run/series/candidate.ts';
import { makeMachine } from '../../fixtures/builders.ts';
import { makeCandidate, makeUnitWork } from '../../fixtures/series.ts';

const LAYOUT = { cpus: [0, 1], pin: 'none', warmUpMs: 20 } as const;

describe('the units of a run', () => {
  it('are dealt out like cards: none is left, none is dealt twice', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 64 }), (units, workers) => {
        const work = makeUnitWork({ about: { ...makeUnitWork().about, units } });
        const { slots } = planRun(makeCandidate('one', { workers, work }), LAYOUT, makeMachine());
        const dealt = slots.flatMap(({ work: { amount, params } }) => {
          const { first, stride } = params.share as { first: number; stride: number };
          const count = 'units' in amount ? amount.units : Number.NaN;
          return Array.from({ length: count }, (_, unit) => first + unit * stride);
        });
        expect(dealt.sort((a, b) => a - b)).toEqual(Array.from({ length: units }, (_, index) => index));
      }),
    );
  });

  it('are shared evenly', () => {
    expect([0, 1, 2].map((index) => shareOf(10, index, 3))).toEqual([4, 3, 3]);
    expect([0, 1].map((index) => shareOf(1, index, 2))).toEqual([1, 0]);
  });

  it('take their inputs with them', () => {
    const work = makeUnitWork({ inputs: ['a', 'b', 'c', 'd', 'e'] });
    const candidate = makeCandidate('one', { workers: 2, work });
    const { slots, profiling } = planRun(candidate, LAYOUT, makeMachine());
    expect(slots.map(inputsOf(candidate))).toEqual([
      ['a', 'c', 'e'],
      ['b', 'd'],
    ]);
    expect(profiling).toEqual({ warmUpMs: 20, hasInputs: true });
    expect(slots.map(inputsOf(makeCandidate('one')))).toEqual([null, null]);
  });
});

describe('the plan of a run', () => {
  it('gives workers a folder only where their work needs one', () => {
    const scratchOf = (needsScratch: boolean) =>
      planRun(makeCandidate('one', { work: makeUnitWork({ needsScratch }) }), LAYOUT, makeMachine()).scratch;
    expect(scratchOf(false)).toBeNull();
    expect(scratchOf(true)).toEqual({ settleMs: 0 });
  });

  it('pins only where that was asked for', () => {
    const cpusOf = (pin: 'none' | 'spread' | 'same') =>
      planRun(makeCandidate('one'), { ...LAYOUT, pin }, makeMachine()).slots.map(({ cpu }) => cpu);
    expect(cpusOf('none')).toEqual([null, null]);
    expect(cpusOf('spread')).toEqual([0, 1]);
    expect(cpusOf('same')).toEqual([0, 0]);
  });
});
