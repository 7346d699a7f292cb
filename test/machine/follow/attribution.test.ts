import { describe, expect, it } from 'vitest';
import { type Company, startedByFunction } from '../../../src/machine/follow/attribution.ts';
import type { FollowedThread } from '../../../src/machine/follow/thread/thread.ts';

const ROOT = 100;
const COMPANY: Company = {
  pid: ROOT,
  callerTid: ROOT,
  isAlone: false,
  busyBefore: new Set(),
  ownWorkers: null,
};

const thread = (tid: number, isNew: boolean, pid = ROOT) => ({ pid, tid, isNew }) as FollowedThread;

/** The caller, a thread that was there, one that has come, a child that was there, one of each thread, and a grandchild. */
const THREADS = [
  thread(100, false),
  thread(101, false),
  thread(102, true),
  thread(200, false, 200),
  thread(300, true, 300),
  thread(301, true, 301),
  thread(302, true, 302),
  thread(400, true, 400),
  thread(500, true, 500),
];
const STARTERS = new Map([
  [300, 100],
  [301, 101],
  [302, 102],
  [400, 300],
  [500, 200],
]);

const ownTids = (company: Partial<Company>) =>
  startedByFunction({ starters: STARTERS }, THREADS, { ...COMPANY, ...company }).map(({ tid }) => tid);

describe('the work that can only be the function’s', () => {
  it('is that of its own thread and of the processes that it started, where others of the process run code', () => {
    expect(ownTids({})).toEqual([100, 300, 400]);
  });

  it('is that of new threads too, where the function’s workers are all that were started', () => {
    expect(ownTids({ ownWorkers: 1 })).toEqual([100, 102, 300, 302, 400]);
    expect(ownTids({ ownWorkers: 0 })).toEqual([100, 300, 400]);
  });

  it('is all that the process does, where no other thread of it runs code, but what it did before', () => {
    expect(ownTids({ isAlone: true })).toEqual([100, 101, 102, 300, 301, 302, 400]);
    expect(ownTids({ isAlone: true, busyBefore: new Set([100, 101]) })).toEqual([100, 102, 300, 302, 400]);
  });

  it('is never that of a process that was there before, nor of what that starts', () => {
    expect(ownTids({ isAlone: true, ownWorkers: 9 })).not.toContain(200);
    expect(ownTids({ isAlone: true, ownWorkers: 9 })).not.toContain(500);
  });
});
