import { describe, expect, it } from 'vitest';
import type { PythonTrial } from '../../../../../../src/cli/commands/demo/experiment/python/experiment-shape.ts';
import { enginesOf, planOf } from '../../../../../../src/cli/commands/demo/experiment/python/plan.ts';
import { PythonFunction } from '../../../../../../src/cli/commands/demo/experiment/python/values.ts';
import { planShape } from '../../../../../../src/cli/commands/demo/experiment/scenario-shape.ts';
import { makeSetting } from '../../../../../fixtures/builders.ts';

const source = { module: 'mine', file: '/w/mine.py', name: null, folder: '/w' };
const busy = new PythonFunction('busy', null);
const experimentWith = (trial: Partial<PythonTrial>) => ({
  question: 'Is it?',
  hypothesis: 'It is.',
  trials: {
    both: { workers: { first: busy, second: { run: new PythonFunction(null, null), cpu: 1 } }, ...trial },
  },
});
const plan = (trial: Partial<PythonTrial>, setting: object = {}) =>
  planOf(experimentWith(trial).trials, source, makeSetting(setting));
const amount = (trial: Partial<PythonTrial>, setting: object = {}) =>
  plan(trial, setting).trials[0]?.slots[0]?.work.amount;

describe('the plan of a file in Python', () => {
  it('is one that a file in TypeScript could have given', () => {
    const rules = { cpus: [0, 1], isFile: () => true, complaint: () => null };
    expect(planShape(rules)(plan({}), 'plan()')).toBeNull();
    expect(plan({}).asked).toBe('both: 2 workers (python-threads)');
  });

  it('has a worker for each that is named, on the CPU that it asks for', () => {
    expect(plan({}).trials[0]?.slots).toMatchObject([
      { index: 0, name: 'first', cpu: null, work: { params: { function: { ...source, name: 'busy' } } } },
      {
        index: 1,
        name: 'second',
        cpu: 1,
        work: { params: { function: source, trial: 'both', worker: 'second' } },
      },
    ]);
  });

  it('lets --engine choose where the trial doesn’t', () => {
    expect(plan({}, { engine: 'python-processes' }).trials[0]?.slots[0]?.engine).toBe('python-processes');
    const fixed = { engine: 'threads' } as const;
    expect(plan(fixed, { engine: 'python-processes' }).trials[0]?.slots[0]?.engine).toBe('python-threads');
    expect([enginesOf(experimentWith({})), enginesOf(experimentWith(fixed))]).toEqual([
      ['python-threads', 'python-processes'],
      [],
    ]);
  });

  it('goes on for a time, which --quick makes shorter, or for a number of calls', () => {
    expect(amount({}, { quick: false })).toEqual({ durationMs: 1500 });
    expect(amount({ seconds: 3 }, { quick: true })).toEqual({ durationMs: 400 });
    expect(amount({ seconds: 0.1 }, { quick: true })).toEqual({ durationMs: 100 });
    expect(amount({ calls: 7 }, { quick: true })).toEqual({ units: 7 });
  });
});
