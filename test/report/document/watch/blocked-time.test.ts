import { describe, expect, it } from 'vitest';
import type { WatchReport } from '../../../../src/model/documents/watch.ts';
import { NO_WAITS, UNKNOWN_WAITS, type WaitedFor } from '../../../../src/model/waits.ts';
import { blockedTime } from '../../../../src/report/document/watch/blocked-time.ts';
import { blockedTimeText } from '../../../../src/report/words/blocked-time.ts';
import { makeLock } from '../../../fixtures/blocked-report.ts';
import { makeWatchedThread, makeWatchReport } from '../../../fixtures/watch-report.ts';

const times = { runNs: 0.29e9, runDelayNs: 0, blockedNs: 0.71e9 };
const waits = { ...NO_WAITS, lock: 0.64e9, sleep: 0.05e9, read: 0.02e9 };
const worker = makeWatchedThread({ ...times, waits });
const idle = makeWatchedThread({
  tid: 300,
  runNs: 0,
  runDelayNs: 0,
  blockedNs: 1e9,
  waits: { ...NO_WAITS, lock: 1e9 },
  isBusy: false,
});
const readOf = (type: 'pipe' | 'socket', ns: number): WaitedFor => ({
  kind: 'read',
  call: 'read',
  object: { type, name: null, otherEnd: [] },
  threads: 1,
  ns,
});

const alone = (ns: number) => makeLock({ ns, shared: false, owner: null, waiters: [101] });
const parked = makeLock({ id: 'B', waiters: [300], shared: false, owner: null, ns: 1e9 });
function words(overrides: Partial<WatchReport> = {}): string | null {
  const report = makeWatchReport({
    threads: [worker, { ...worker, tid: 102 }, idle],
    r: 0.9,
    d: 0,
    waits: { ...NO_WAITS, lock: 2.28e9, sleep: 0.1e9, read: 0.04e9 },
    waitedFor: [readOf('pipe', 0.04e9)],
    locks: [makeLock(), parked],
    ...overrides,
  });
  const time = blockedTime(report);
  return time === null ? null : blockedTimeText(time);
}

describe('what the blocked time was spent on', () => {
  it('is said of the threads that did the work, and named as closely as is known', () => {
    expect(words()).toBe(
      'The 2 busy threads were blocked 71 % of their time: one lock 64 %, sleep 5 %, read of a pipe 2 %.',
    );
  });

  it('is said of all threads where none is busy for real', () => {
    expect(words({ r: 0.1, locks: [parked] })).toBe(
      'The 3 threads were blocked 81 % of their time: parked 76 %, sleep 3 %.',
    );
    expect(words({ r: null, d: null, threads: [] })).toBeNull();
  });

  it.each([
    ['one lock 64 %', [makeLock(), makeLock({ ns: 0.1e9 })]],
    ['mostly one lock 64 %', [makeLock(), makeLock({ ns: 0.6e9 })]],
    ['locks 64 %', [makeLock(), makeLock({ ns: 1e9 })]],
    // Who is parked at a word of its own waits for no lock.
    ['one lock 51 %, parked 13 %', [makeLock(), alone(0.3e9)]],
    ['one lock 32 %, parked 32 %', [makeLock(), alone(1.2e9)]],
    ['parked 64 %', [alone(1.2e9)]],
    // One that somebody holds is a lock, however few wait.
    ['one lock 64 %', [makeLock({ shared: false, waiters: [101] })]],
    // Those of others say nothing of these.
    ['locks and parking 64 %', [makeLock({ waiters: [300, 301] })]],
    ['locks and parking 64 %', [makeLock(), makeLock({ ...alone(1.2e9), waiters: [102, 300] })]],
  ])('says %s by who waited at each lock', (name, locks) => {
    expect(words({ locks })).toContain(`their time: ${name}, sleep 5 %`);
  });

  it('says of threads that wait for each other in a circle that they are deadlocked, and not parked', () => {
    const locks = [makeLock({ ns: 1e9, waiters: [101], owner: null, shared: false }), parked];
    const deadlock = [{ tid: 101, comm: 'w', waitsFor: 'A', heldBy: 101 }];
    expect(words({ r: 0.01, locks, deadlock })).toBe(
      'The 3 threads were blocked 81 % of their time: deadlocked 38 %, parked 38 %, sleep 3 %.',
    );
  });

  it('does not name what was read where it was several things, or mostly others read', () => {
    expect(words({ waitedFor: [readOf('pipe', 0.02e9), readOf('socket', 0.02e9)] })).toContain(', read 2 %');
    expect(words({ waits: { ...NO_WAITS, read: 1e9 } })).toContain(', read 2 %');
  });

  it('names another system call where it was one', () => {
    const signalled = makeWatchedThread({ ...times, waits: { ...NO_WAITS, other: 0.7e9 } });
    const of = (calls: readonly string[]) =>
      words({
        threads: [signalled],
        waits: { ...NO_WAITS, other: 0.7e9 },
        waitedFor: calls.map((call) => ({
          kind: 'other',
          call,
          object: null,
          threads: 1,
          ns: 0.7e9 / calls.length,
        })),
      });
    expect(of(['rt_sigsuspend'])).toContain('of its time: a signal (rt_sigsuspend) 70 %.');
    expect(of(['rt_sigsuspend', 'ioctl'])).toContain('of its time: other system calls 70 %.');
  });

  it('names nothing where nothing is known', () => {
    expect(words({ threads: [makeWatchedThread({ ...times, waits: UNKNOWN_WAITS })] })).toBe(
      'The busy thread was blocked 71 % of its time.',
    );
  });
});
