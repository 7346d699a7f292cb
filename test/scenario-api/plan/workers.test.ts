import { expect, it } from 'vitest';
import type { WorkSpec } from '../../../src/model/trial/plan.ts';
import { defaultWorkers, slot, trial, trialOf, workerNamed } from '../../../src/scenario-api/plan/workers.ts';
import { makeMachine, makeObservation, makeSetting } from '../../fixtures/builders.ts';

it.each([
  ['what was asked for', { workers: 7 }, 2, 7],
  ['a worker for each CPU', { cpus: [0, 1, 2, 3] }, 4, 4],
  ['no more than the CPUs that were chosen', { cpus: [0] }, 4, 1],
  ['no more than whole CPUs of a quota', { cpus: [0, 1, 2, 3] }, 2.9, 2],
  ['one at the least', { cpus: [0, 1] }, 0.5, 1],
])('runs %s', (_what, asked, effectiveCpus, workers) => {
  expect(defaultWorkers(makeMachine({ effectiveCpus }), makeSetting(asked))).toBe(workers);
});

it('fills a slot and a trial with what is usual, and lets what is special win', () => {
  const work = { module: '/spin.cjs', params: {}, amount: { units: 1 }, unitMs: 1 };
  const made = slot(3, { name: 'w', engine: 'threads', cpu: null, work, leaveMs: 9 });
  expect(made).toEqual({ index: 3, name: 'w', engine: 'threads', cpu: null, work, leaveMs: 9, fault: null });
  expect(trial('t', [made], { census: true })).toEqual({
    label: 't',
    slots: [made],
    mainCpu: null,
    census: true,
    scratch: null,
    watchGlobal: null,
    profiling: null,
    onePerCpu: false,
  });
});

it('makes a trial of different work, each by its name and left to the kernel', () => {
  const [spin, nap] = ['spin', 'nap'].map((name) => ({
    module: `/${name}.cjs`,
    params: {},
    amount: { units: 1 },
    unitMs: 1,
  })) as [WorkSpec, WorkSpec];
  const { label, slots } = trialOf('two', 'processes', { spin, nap }, { env: { LANG: 'C' } });
  expect(label).toBe('two');
  expect(
    slots.map(({ index, name, engine, cpu, work, env }) => [index, name, engine, cpu, work, env]),
  ).toEqual([
    [0, 'spin', 'processes', null, spin, { LANG: 'C' }],
    [1, 'nap', 'processes', null, nap, { LANG: 'C' }],
  ]);
});

it('finds a worker by its name, or says that there is none', () => {
  expect(workerNamed(makeObservation(), 'w2').tid).toBe(102);
  expect(() => workerNamed(makeObservation(), 'w9')).toThrow('there is no worker “w9” in “a trial”');
});
