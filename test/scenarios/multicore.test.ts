import { expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { makeMachine, makeSetting } from '../fixtures/builders.ts';
import { multicoreWorld } from '../fixtures/worlds/multicore.ts';
import { claimsThat, judged, scenarioNamed, withWorkers } from '../fixtures/worlds.ts';

const [TRUE] = multicoreWorld() as [Observation];

it('fails when a step is missing', () => {
  const result = judged('multicore', [
    withWorkers(TRUE, (_worker, index) => (index === 1 ? { unitsDone: 99 } : {})),
  ]);
  expect(result.outcome).toBe('fails');
  expect(result.because).toEqual([
    'every worker completes all of its steps: expected 200 steps, observed 199 steps',
  ]);
});

it('fails when a worker was seen on another CPU than its own', () => {
  const strayed = withWorkers(TRUE, (_worker, index) =>
    index === 1 ? { cpusSeen: { '0': 2, '1': 98 } } : {},
  );
  expect(claimsThat('fails', judged('multicore', [strayed]))).toEqual(['own-cpu']);
});

it('fails when the workers came one after the other', () => {
  const queued = withWorkers({ ...TRUE, wallNs: 2e9 }, (_worker, index) => ({
    startNs: index * 1e9,
    endNs: (index + 1) * 1e9,
  }));
  const result = judged('multicore', [queued]);
  expect(claimsThat('fails', result)).toEqual(['side-by-side']);
  expect(result.because[0]).toContain('expected at least 1.60 at once, observed 1.00 at once');
});

it('claims no pin where none was wanted', () => {
  const ids = judged('multicore', [TRUE], { pin: 'none' }).claims.map(({ id }) => id);
  expect(ids).toEqual(['all-done', 'side-by-side']);
});

it('tells nothing of togetherness where a span is unknown', () => {
  const unknown = withWorkers({ ...TRUE, wallNs: null }, () => ({ endNs: null }));
  expect(claimsThat('inconclusive', judged('multicore', [unknown]))).toEqual(['side-by-side']);
});

it('gives every step that was asked for to every worker', () => {
  const setting = makeSetting({ workers: 3, steps: 25, stepMs: 20 });
  const { asked, trials } = scenarioNamed('multicore').plan(makeMachine(), setting);
  expect(asked).toBe('3 workers (processes), to be pinned to CPU 0-1, 25 steps of 20 ms each');
  expect(trials).toHaveLength(1);
  expect(trials[0]?.slots.map(({ name, cpu, work }) => [name, cpu, work.amount, work.params])).toEqual([
    ['Core 0 #0', 0, { units: 25 }, { stepMs: 20 }],
    ['Core 1 #1', 1, { units: 25 }, { stepMs: 20 }],
    ['Core 0 #2', 0, { units: 25 }, { stepMs: 20 }],
  ]);
});

it('plans 100 steps of 50 ms for each core, as the notes have it', () => {
  const { trials } = scenarioNamed('multicore').plan(makeMachine(), makeSetting());
  expect(trials[0]?.slots.map(({ name, work }) => [name, work.amount, work.unitMs])).toEqual([
    ['Core 0', { units: 100 }, 50],
    ['Core 1', { units: 100 }, 50],
  ]);
});

it('takes one sibling of each core before the other', () => {
  const machine = makeMachine({
    siblingGroups: [
      [0, 2],
      [1, 3],
    ],
    effectiveCpus: 4,
  });
  const cpus = (pin: 'spread' | 'siblings' | 'same' | 'none') =>
    scenarioNamed('multicore')
      .plan(machine, makeSetting({ cpus: [0, 1, 2, 3], workers: 2, pin }))
      .trials[0]?.slots.map(({ cpu }) => cpu);
  expect(cpus('spread')).toEqual([0, 1]);
  expect(cpus('siblings')).toEqual([0, 2]);
  expect(cpus('same')).toEqual([0, 0]);
  expect(cpus('none')).toEqual([null, null]);
});

it('says that the workers share where there are more than cores', () => {
  const three = { ...TRUE, workers: [...TRUE.workers, ...TRUE.workers.slice(0, 1)] };
  expect(judged('multicore', [three]).story[0]).toBe(
    '3 workers on 2 cores: more workers than cores, so workers share cores',
  );
});
