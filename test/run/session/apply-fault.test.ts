import { expect, it } from 'vitest';
import { withFault } from '../../../src/run/session/apply-fault.ts';
import { makeSlot, makeTrialPlan } from '../../fixtures/builders.ts';

const TRIAL = makeTrialPlan({ slots: [makeSlot(), makeSlot({ index: 1, name: 'w2' })] });
const PLAN = { asked: 'as planned', trials: [TRIAL, { ...TRIAL, label: 'another' }] };

it('lets the first worker of the first trial fail, half-way unless a step was named', () => {
  const { asked, trials } = withFault(PLAN, { kind: 'exit', unit: null });
  expect(asked).toBe('as planned');
  expect(trials.map(({ slots }) => slots.map(({ fault }) => fault))).toEqual([
    [{ kind: 'exit', at: { share: 0.5 }, partOfExperiment: false }, null],
    [null, null],
  ]);
  expect(withFault(PLAN, { kind: 'hang', unit: 3 }).trials[0]?.slots[0]?.fault).toEqual({
    kind: 'hang',
    at: { unit: 3 },
    partOfExperiment: false,
  });
});

it('changes nothing else, and nothing at all where no fault was asked for', () => {
  const { trials } = withFault(PLAN, { kind: 'throw', unit: null });
  const healed = trials.map((trial) => ({
    ...trial,
    slots: trial.slots.map((slot) => ({ ...slot, fault: null })),
  }));
  expect(healed).toEqual(PLAN.trials);
  expect(withFault(PLAN, null)).toBe(PLAN);
});

it('leaves the plan that it was given as it was', () => {
  const before = structuredClone(PLAN);
  withFault(PLAN, { kind: 'throw', unit: 1 });
  expect(PLAN).toEqual(before);
});
