import { expect, it } from 'vitest';
import { defaultWorkers, slot, trial } from '../../src/kit/workers.ts';
import { makeMachine, makeSetting } from '../fixtures/builders.ts';

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
  });
});
