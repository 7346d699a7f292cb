import { expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { MAIN_PID, makeMachine, makeSetting } from '../fixtures/builders.ts';
import { processesWorld } from '../fixtures/worlds/processes.ts';
import { claimsThat, judged, scenarioNamed, withWorkers } from '../fixtures/worlds.ts';

const [TOGETHER, KILLING] = processesWorld() as [Observation, Observation];

it('fails when a global that a child set is set in main', () => {
  const result = judged('processes', [{ ...TOGETHER, globalIsSet: true }, KILLING]);
  expect(result.outcome).toBe('fails');
  expect(result.because).toEqual([
    'a global that a child sets is not set in main: expected set in each child, unset in main, observed set in each child, set in main',
  ]);
});

it('fails when a child finds the global set by its sibling', () => {
  const leaked = withWorkers(TOGETHER, () => ({ finding: { wasSet: true, isSet: true } }));
  expect(claimsThat('fails', judged('processes', [leaked, KILLING]))).toEqual(['own-memory']);
});

it('fails when children share a PID, with each other or with main', () => {
  const alike = withWorkers(TOGETHER, () => ({ pid: 200 }));
  expect(claimsThat('fails', judged('processes', [alike, KILLING]))).toEqual(['own-pids']);
  const likeMain = withWorkers(TOGETHER, (_worker, index) => (index === 0 ? { pid: MAIN_PID } : {}));
  expect(claimsThat('fails', judged('processes', [likeMain, KILLING]))).toEqual(['own-pids']);
});

it('fails when somebody else is a child’s parent', () => {
  const adopted = withWorkers(TOGETHER, (_worker, index) => (index === 1 ? { parentPid: 1 } : {}));
  expect(claimsThat('fails', judged('processes', [adopted, KILLING]))).toEqual(['parent']);
});

it('fails when a sibling dies with the one that is killed', () => {
  const fault = { message: 'was killed by SIGKILL', code: null, signal: 'SIGKILL' };
  const both = withWorkers(KILLING, () => ({ state: 'killed', fault, endedOnPurpose: true }));
  const result = judged('processes', [TOGETHER, both]);
  expect(result.outcome).toBe('fails');
  expect(claimsThat('fails', result)).toEqual(['own-fate']);
});

it('is inconclusive when the kill came too late', () => {
  const survived = withWorkers(KILLING, () => ({ state: 'done', fault: null, endedOnPurpose: false }));
  const result = judged('processes', [TOGETHER, survived]);
  expect(result.outcome).toBe('inconclusive');
  expect(claimsThat('inconclusive', result)).toEqual(['own-fate']);
});

it('does not count the death that the experiment itself wanted', () => {
  expect(judged('processes', [TOGETHER, KILLING]).outcome).toBe('holds');
});

it('kills the first fork of the second trial alone', () => {
  const { trials } = scenarioNamed('processes').plan(makeMachine(), makeSetting({ workers: 3 }));
  expect(trials.map(({ slots }) => slots.map(({ fault }) => fault?.kind ?? null))).toEqual([
    [null, null, null],
    ['kill', null, null],
  ]);
  expect(trials[1]?.slots[0]?.fault?.partOfExperiment).toBe(true);
});
