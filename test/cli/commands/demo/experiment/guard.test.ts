import { describe, expect, it } from 'vitest';
import { guarded } from '../../../../../src/cli/commands/demo/experiment/guard.ts';
import { callFunction } from '../../../../../src/scenario-api/plan/work.ts';
import { slot, trial } from '../../../../../src/scenario-api/plan/workers.ts';
import { exportsOf } from '../../../../../src/workloads/user/exports.ts';
import { makeClaim, makeMachine, makeObservation, makeSetting } from '../../../../fixtures/builders.ts';

const file = import.meta.filename;
const right = {
  name: 'mine',
  question: 'Is it?',
  hypothesis: 'It is.',
  needsCpus: 1,
  engines: [],
  follows: [],
  plan: () => planCalling('busy'),
  judge: () => ({ claims: [makeClaim()], story: [] }),
};

function planCalling(name: string, from = import.meta.url) {
  const work = callFunction(from, name, { units: 1 });
  return {
    asked: 'a call',
    trials: [trial('one', [slot(0, { name: 'w', engine: 'threads', cpu: null, work })])],
  };
}

const load = (exported: unknown, others: object = {}) =>
  guarded({ typed: './mine.ts', file, exports: { busy: () => 1, ...others, default: exported } });
const plan = (change: object) => load({ ...right, ...change }).plan(makeMachine(), makeSetting());
const judge = (change: object) =>
  load({ ...right, ...change }).judge([makeObservation()], makeMachine(), makeSetting());
const failing = (thrown: unknown) => () => {
  throw thrown;
};

describe('an experiment of the user’s', () => {
  it('gives what its own plan and judge give', () => {
    expect(plan({})).toEqual(planCalling('busy'));
    expect(judge({})).toEqual(right.judge());
  });

  it('may have its functions look at itself', () => {
    const self = {
      plan(this: { readonly name: string }) {
        return { ...planCalling('busy'), asked: this.name };
      },
    };
    expect(plan(self).asked).toBe('mine');
  });

  it.each([
    ['as its default export', { default: right }],
    ['as CommonJS exports it in the place of everything', { ...right }],
    ['as compiled CommonJS exports it, seen from ESM', exportsOf({ default: { default: right } }, true)],
  ])('is found %s', (_how, exports) => {
    expect(guarded({ typed: './mine.cjs', file, exports }).name).toBe('mine');
  });

  it('is a usage error that names the file and the field where it is wrong', () => {
    expect(() => load({ ...right, needsCpus: 'two' })).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: './mine.ts: needsCpus must be a whole number of at least 1 (it is "two")',
      }),
    );
    expect(() => load({ ...right, jugde: 1 })).toThrow(
      expect.objectContaining({ hint: 'Did you mean judge?' }),
    );
  });

  it('is the user’s mistake where it can’t even be read', () => {
    const hostile = Object.defineProperty({ ...right }, 'name', { get: failing(new Error('not yours')) });
    expect(() => load(hostile)).toThrow(
      expect.objectContaining({
        code: 'USER_CODE',
        message: expect.stringContaining('./mine.ts: the default export can’t be read: Error: not yours'),
      }),
    );
  });
});

describe('what its functions do', () => {
  it.each([
    ['plan', plan],
    ['judge', judge],
  ] as const)('is said where %s throws, with the place', (name, ask) => {
    expect(() => ask({ [name]: failing(new RangeError('no')) })).toThrow(
      expect.objectContaining({
        code: 'USER_CODE',
        message: expect.stringMatching(
          new RegExp(
            `^\\./mine\\.ts: ${name}\\(\\) threw: RangeError: no \\(.*guard\\.test\\.ts:\\d+:\\d+\\)$`,
          ),
        ),
      }),
    );
    expect(() => ask({ [name]: failing(5) })).toThrow(`./mine.ts: ${name}() threw: 5`);
  });

  it('is checked', () => {
    expect(() => plan({ plan: () => ({ asked: 'a' }) })).toThrow('./mine.ts: plan().trials must be a list');
    expect(() => judge({ judge: () => ({ story: [] }) })).toThrow('./mine.ts: judge().claims must be a list');
  });

  it('is no promise, and what becomes of that disturbs nobody', async () => {
    const late = { plan: () => Promise.reject(new Error('late')) };
    expect(() => plan(late)).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: 'Use a plain function, without async.' }),
    );
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('pins workers to the CPUs of this run alone', () => {
    const pinned = { ...planCalling('busy') };
    const [one] = pinned.trials;
    const moved = { ...pinned, trials: [{ ...one, slots: one?.slots.map((each) => ({ ...each, cpu: 1 })) }] };
    const mine = load({ ...right, plan: () => moved });
    expect(mine.plan(makeMachine(), makeSetting()).trials).toHaveLength(1);
    expect(() => mine.plan(makeMachine(), makeSetting({ cpus: [0] }))).toThrow(
      'this run’s CPUs, 0 (it is 1)',
    );
  });
});

describe('a function that workers are to call', () => {
  it('is exported, and named as it is written', () => {
    expect(() => plan({ plan: () => planCalling('bsy') })).toThrow(
      `./mine.ts: plan().trials[0].slots[0].work: ${file} exports no function bsy (its functions: busy). Did you mean busy?`,
    );
  });

  it('is in a file that is there', () => {
    expect(() => plan({ plan: () => planCalling('busy', 'file:///gone/work.mjs') })).toThrow(
      'plan().trials[0].slots[0].work: there is no file /gone/work.mjs',
    );
  });
});
