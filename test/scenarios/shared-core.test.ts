import { expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { MAIN_PID, makeMachine, makeMain, makeSetting, NO_TASKSET } from '../fixtures/builders.ts';
import { sharedCoreWorld } from '../fixtures/worlds/shared-core.ts';
import { claimsThat, judged, scenarioNamed, withWorkers } from '../fixtures/worlds.ts';

const [TRUE] = sharedCoreWorld() as [Observation];

it('fails when one of them starves', () => {
  const starved = withWorkers(TRUE, (_worker, index) => ({ runNs: index === 0 ? 0.8e9 : 0.2e9 }));
  const result = judged('shared-core', [starved]);
  expect(result.outcome).toBe('fails');
  expect(result.because).toEqual([
    'each gets about half of the core: expected at least 35 % each, observed A.thread 80 %, B 20 %',
  ]);
});

it('draws the line at 35 % of their time', () => {
  const split = (a: number) => [
    withWorkers(TRUE, (_worker, index) => ({ runNs: index === 0 ? a : 100 - a })),
  ];
  expect(judged('shared-core', split(35)).outcome).toBe('holds');
  expect(judged('shared-core', split(34)).outcome).toBe('fails');
});

it('fails when both are in one process', () => {
  const one = withWorkers(TRUE, () => ({ pid: MAIN_PID }));
  expect(claimsThat('fails', judged('shared-core', [one]))).toEqual(['two-processes']);
});

it('fails when they got two cores', () => {
  expect(claimsThat('fails', judged('shared-core', [{ ...TRUE, r: 1.9, d: 0.05 }]))).toEqual(['one-core']);
});

it('fails when A’s main thread was seen on their core', () => {
  const main = makeMain({ pin: { state: 'held', cpus: [1], why: null }, cpusSeen: { '0': 3, '1': 97 } });
  const result = judged('shared-core', [{ ...TRUE, main }]);
  expect(claimsThat('fails', result)).toEqual(['main-elsewhere']);
  expect(result.because[0]).toContain('expected never on CPU 0, observed seen on CPU 0-1');
});

it('is inconclusive where main could not be held, or was never seen', () => {
  for (const main of [makeMain({ pin: NO_TASKSET }), { ...TRUE.main, cpusSeen: {} }]) {
    expect(claimsThat('inconclusive', judged('shared-core', [{ ...TRUE, main }]))).toEqual([
      'main-elsewhere',
    ]);
  }
});

it('is inconclusive where no times are known, or nobody ran', () => {
  for (const runNs of [null, 0]) {
    const result = judged('shared-core', [withWorkers(TRUE, () => ({ runNs }))]);
    expect(claimsThat('inconclusive', result)).toEqual(['by-turns']);
  }
});

it('puts a thread and a fork on the first CPU and main on the second', () => {
  const [trial] = scenarioNamed('shared-core').plan(makeMachine(), makeSetting({ cpus: [2, 6] })).trials;
  expect(trial?.slots.map(({ engine, cpu }) => [engine, cpu])).toEqual([
    ['threads', 2],
    ['processes', 2],
  ]);
  expect(trial?.mainCpu).toBe(6);
});
