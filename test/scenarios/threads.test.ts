import { expect, it } from 'vitest';
import type { Census, Observation } from '../../src/model/trial/observation.ts';
import { MAIN_PID, makeMachine, makeSetting } from '../fixtures/builders.ts';
import { threadsWorld } from '../fixtures/worlds/threads.ts';
import { claimsThat, judged, scenarioNamed, withWorkers } from '../fixtures/worlds.ts';

const [TRUE] = threadsWorld() as [Observation];
const CENSUS = TRUE.census as Census;

it('fails when a thread turns out to be in another process', () => {
  const result = judged('threads', [
    withWorkers(TRUE, (_worker, index) => (index === 1 ? { pid: 999 } : {})),
  ]);
  expect(result.outcome).toBe('fails');
  expect(claimsThat('fails', result)).toEqual(['one-process']);
  expect(result.because).toEqual([
    'all threads are in the process of main: expected PID 100, observed PID 100, 999',
  ]);
});

it('fails when two threads are one kernel thread', () => {
  const result = judged('threads', [withWorkers(TRUE, () => ({ tid: 101 }))]);
  expect(result.outcome).toBe('fails');
  expect(claimsThat('fails', result)).toContain('own-threads');
});

it('fails when a thread runs on main’s own kernel thread', () => {
  const result = judged('threads', [
    withWorkers(TRUE, (_worker, index) => (index === 0 ? { tid: MAIN_PID } : {})),
  ]);
  expect(claimsThat('fails', result)).toContain('own-threads');
});

it('fails when the kernel knows a thread by another name', () => {
  const during = CENSUS.during.map((thread) => (thread.tid === 102 ? { ...thread, comm: 'node' } : thread));
  const result = judged('threads', [{ ...TRUE, census: { ...CENSUS, during } }]);
  expect(claimsThat('fails', result)).toEqual(['names']);
});

it('fails when a thread is still there after the join', () => {
  const after = [...CENSUS.after, { tid: 102, comm: 't2' }];
  const result = judged('threads', [{ ...TRUE, census: { ...CENSUS, after } }]);
  expect(result.outcome).toBe('fails');
  expect(result.claims).toContainEqual(
    expect.objectContaining({ id: 'alive', expected: '3 → 1', observed: '3 → 2', outcome: 'fails' }),
  );
});

it('is inconclusive where no kernel tells of threads', () => {
  const blind = withWorkers(TRUE, () => ({ tid: null, comm: null }));
  const empty = { before: [], during: [], after: [] };
  const result = judged('threads', [{ ...blind, census: empty, main: { ...TRUE.main, tid: null } }]);
  expect(result.outcome).toBe('inconclusive');
  expect(claimsThat('inconclusive', result)).toEqual(['own-threads', 'names', 'alive']);
});

it('tells Node’s own threads from ours', () => {
  expect(judged('threads', [TRUE]).story).toContainEqual(
    'Node itself adds 2 OS threads: 2 × unnamed by Node (V8’s helpers, signals, libuv’s pool)',
  );
});

it('plans two threads, or as many as were asked for', () => {
  const { plan } = scenarioNamed('threads');
  const names = (workers: number | null) =>
    plan(makeMachine(), makeSetting({ workers })).trials.map(({ slots }) => slots.map(({ name }) => name));
  expect(names(null)).toEqual([['t1', 't2']]);
  expect(names(3)).toEqual([['t1', 't2', 't3']]);
});
