import { expect, it } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { makeMachine, makeSetting } from '../fixtures/builders.ts';
import { claimsThat, daemonWorld, judged, scenarioNamed, withWorkers } from '../fixtures/worlds/index.ts';

const [TRUE] = daemonWorld() as [Observation];

function openFor(mode: string, ms: number): Observation {
  return withWorkers(TRUE, ({ name, endNs }) => (name === mode ? { exitNs: (endNs ?? 0) + ms * 1e6 } : {}));
}

it('fails when the daemon’s file was written', () => {
  const result = judged('daemon', [{ ...TRUE, files: ['detached.txt', 'ref.txt', 'unref.txt'] }]);
  expect(result.outcome).toBe('fails');
  expect(claimsThat('fails', result)).toEqual(['unref']);
  expect(result.because[0]).toContain('expected the program ends at once, file lost, observed it ended');
});

it('fails when the program waited for its daemon', () => {
  expect(claimsThat('fails', judged('daemon', [openFor('unref', 400)]))).toEqual(['unref']);
});

it('fails when the program did not wait for its worker', () => {
  expect(claimsThat('fails', judged('daemon', [openFor('ref', 10)]))).toEqual(['ref']);
});

it('fails when the worker’s or the detached child’s file was lost', () => {
  expect(claimsThat('fails', judged('daemon', [{ ...TRUE, files: ['detached.txt'] }]))).toEqual(['ref']);
  expect(claimsThat('fails', judged('daemon', [{ ...TRUE, files: ['ref.txt'] }]))).toEqual(['detached']);
});

it('draws the line at eight tenths of the helper’s delay', () => {
  // 400 ms: held open from 320 ms on; 300 ms when it shall be quick: from 240 ms on.
  expect(judged('daemon', [openFor('ref', 320)]).outcome).toBe('holds');
  expect(judged('daemon', [openFor('ref', 319)]).outcome).toBe('fails');
  expect(judged('daemon', [openFor('ref', 240)], { quick: true }).outcome).toBe('holds');
});

it('is inconclusive where a program’s end or the folder is unknown', () => {
  const endless = withWorkers(TRUE, ({ name }) => (name === 'ref' ? { exitNs: null } : {}));
  expect(claimsThat('inconclusive', judged('daemon', [endless]))).toEqual(['ref']);
  expect(claimsThat('inconclusive', judged('daemon', [{ ...TRUE, files: null }]))).toEqual([
    'ref',
    'unref',
    'detached',
  ]);
});

it('waits long enough for the last file, and lets a program that is held open live', () => {
  const [trial] = scenarioNamed('daemon').plan(makeMachine(), makeSetting()).trials;
  expect(trial?.scratch?.settleMs).toBeGreaterThan(400);
  for (const slot of trial?.slots ?? []) expect(slot.leaveMs).toBeGreaterThan(400);
});
