import { expect, it } from 'vitest';
import { UNKNOWN_WAITS } from '../../../src/model/waits.ts';
import { lockOf, middleLock } from '../../../src/run/series/run-lock.ts';
import { kindsOf } from '../../../src/stats/sum-waits.ts';
import { makeWorker } from '../../fixtures/builders.ts';

const GIL = { id: 'A', symbol: '_PyRuntime', file: 'python3.11', isGil: true };
const OWN = { id: 'B', symbol: null, file: null, isGil: false };
const waitingAt = (...locks: readonly (typeof GIL | typeof OWN)[]) =>
  makeWorker({ waits: { byKind: UNKNOWN_WAITS, locks: locks.map((lock) => ({ ...lock, ns: 400e6 })) } });

it('the lock of a run is the one at which several of its workers waited longest', () => {
  const workers = [waitingAt(GIL, OWN), waitingAt(GIL), waitingAt(GIL, OWN)];
  const { id: _, ...place } = GIL;
  expect(lockOf({ workers, wallNs: 1e9 })).toEqual({ ...place, waiting: 1.2 });
});

it('the words of the GIL are one lock, though each worker sleeps at another', () => {
  const workers = [waitingAt(GIL), waitingAt({ ...GIL, id: 'C' })];
  expect(lockOf({ workers, wallNs: 1e9 })).toMatchObject({ isGil: true, waiting: 0.8 });
});

it('where one is parked alone, nobody waits for the others', () => {
  expect(lockOf({ workers: [waitingAt(OWN), waitingAt()], wallNs: 1e9 })).toBeNull();
  expect(lockOf({ workers: [makeWorker(), makeWorker()], wallNs: 1e9 })).toBeNull();
  expect(lockOf({ workers: [waitingAt(GIL), waitingAt(GIL)], wallNs: null })).toBeNull();
});

it('at the GIL one that waits is enough: whoever holds it works', () => {
  expect(lockOf({ workers: [waitingAt(GIL), waitingAt(OWN)], wallNs: 1e9 })).toMatchObject({ isGil: true });
});

it('samples tell the share of the blocked time that it was, the clocks how long it is', () => {
  const byKind = { ...kindsOf([]), lock: 150e6, sleep: 50e6 };
  const times = { startNs: 2e9, endNs: 3e9, runNs: 500e6, runDelayNs: 100e6 };
  const worker = makeWorker({ ...times, waits: { byKind, locks: [{ ...GIL, ns: 150e6 }] } });
  const unseen = makeWorker({ ...times, waits: { byKind: UNKNOWN_WAITS, locks: [] } });
  expect(lockOf({ workers: [worker, worker], wallNs: 1e9 })?.waiting).toBeCloseTo(0.6);
  expect(lockOf({ workers: [worker, unseen], wallNs: 1e9 })?.waiting).toBeCloseTo(0.6);
});

it('of many runs it is that of the median', () => {
  const lock = (waiting: number) => ({ lock: { symbol: null, file: null, isGil: true, waiting } });
  expect(middleLock([lock(0.9), { lock: null }, lock(0.5)])?.waiting).toBe(0.5);
  expect(middleLock([])).toBeNull();
});
