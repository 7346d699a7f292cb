import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Interpreter,
  inputsOf,
  planRun,
  shareOf,
  subjectOf,
} from '../../../src/run/series/candidate.ts';
import { engineEntries } from '../../../src/run/series/request/choose-entries.ts';
import { makeMachine } from '../../fixtures/builders.ts';
import { makeCandidate, makeInterpreter, makeUnitWork } from '../../fixtures/series.ts';

const LAYOUT = { cpus: [0, 1], pin: 'none', warmUpMs: 20 } as const;

describe('the candidates of a comparison', () => {
  const [old, free] = [
    makeInterpreter(),
    makeInterpreter({ version: '3.13.1', isFreeThreaded: true, hasGil: false, path: '/opt/python3.13t' }),
  ];
  const labelsIn = (...interpreters: readonly Interpreter[]) => {
    const work = makeUnitWork({ runtime: 'python', interpreters });
    const runners = interpreters.flatMap((python) => [
      { engine: 'python-loop' as const, python },
      { engine: 'multiprocessing' as const, python },
      { engine: 'multiprocessing' as const, python },
    ]);
    return engineEntries(runners, work).map(({ label }) => label);
  };

  it('have the names that engines have in their language, and a number where one takes part twice', () => {
    expect(labelsIn(old)).toEqual(['loop', 'processes', 'processes#2']);
  });

  it('name their Python where there are several', () => {
    const names = ['loop', 'processes'].flatMap((name) => [`${name} (3.11)`, `${name} (3.13t)`]);
    expect(labelsIn(old, free)).toEqual(expect.arrayContaining(names));
  });

  it('tell whose work they do, and in what', () => {
    const about = { ...makeUnitWork().about, name: 'fn', source: '/a/work.py#fn' };
    const work = makeUnitWork({ about, runtime: 'python', interpreters: [free] });
    expect(subjectOf({ engine: 'multiprocessing', python: free }, work)).toEqual({
      kind: 'function',
      label: '/a/work.py#fn',
      language: 'python',
      interpreter: '3.13.1t',
      interpreterPath: '/opt/python3.13t',
      hasGil: false,
      revision: null,
      startMethod: 'fork',
    });
    const typed = makeUnitWork({ about: { ...about, source: '/a/work.mts#fn' } });
    expect(subjectOf({ engine: 'threads', python: null }, typed)).toMatchObject({ language: 'typescript' });
    const revision = { hash: 'abcdef0123', short: 'abcdef0', repository: '/a', folder: '/tmp/a' };
    expect(subjectOf({ engine: 'threads', python: null }, makeUnitWork({ about, revision }))).toMatchObject({
      label: '/a/work.py#fn',
      revision: 'abcdef0123',
    });
    expect(subjectOf({ engine: 'threads', python: null }, makeUnitWork())).toMatchObject({
      kind: 'built-in',
      label: 'made-up',
      language: 'javascript',
      startMethod: null,
    });
  });
});

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
