import { describe, expect, it } from 'vitest';
import type { FollowedThread } from '../../../src/machine/follow/thread/thread.ts';
import type { Wait } from '../../../src/machine/follow/waits/wait.ts';
import { WaitLog } from '../../../src/machine/follow/waits/wait-log.ts';
import { deadlockAmong } from '../../../src/run/waits/deadlock.ts';
import { Owners } from '../../../src/run/waits/owners.ts';
import { stuckAmong } from '../../../src/run/waits/stuck.ts';
import { futexWait } from '../../fixtures/waits.ts';

const LOCK = futexWait(0x1000);

/** A thread that was found at a lock at the start, and hasn't run since. */
function waiting(tid: number, wait: Wait | null = LOCK) {
  const log = new WaitLog();
  log.pass(0, 0, wait ?? 'runnable');
  return { pid: 1, tid, comm: `t${tid}`, untilNs: 5e9, waits: { log } } as unknown as FollowedThread;
}

describe('who holds a lock', () => {
  it('is sure when two reads, the second one after as long again, found the same living thread', () => {
    const [waiter, holder] = [waiting(1), waiting(2, null)];
    const owners = new Owners(() => 2);
    owners.sample([waiter, holder], 0.3e9, false);
    expect(owners.sure()).toEqual([]);
    owners.sample([waiter, holder], 0.6e9, false);
    expect(owners.sure()).toMatchObject([{ by: 2, wait: LOCK }]);
  });

  it.each([
    ['was another one before', [2, 3]],
    ['is no thread of the program', [99, 99]],
    ['is unknown', [null, null]],
  ] as const)('is unsure where it %s', (_, reads) => {
    const threads = [waiting(1), waiting(2, null), waiting(3, null)];
    const answers = [...reads];
    const owners = new Owners(() => answers.shift() ?? null);
    owners.sample(threads, 0.3e9, false);
    owners.sample(threads, 0.6e9, false);
    expect(owners.sure()).toEqual([]);
  });

  it('is of no use where the wait ends by itself', () => {
    const threads = [waiting(1, { ...LOCK, isTimed: true }), waiting(2, null)];
    const owners = new Owners(() => 2);
    owners.sample(threads, 0.3e9, false);
    owners.sample(threads, 0.6e9, false);
    expect(owners.sure()).toEqual([]);
  });

  it('is forgotten once the lock was had', () => {
    const [waiter, holder] = [waiting(1), waiting(2, null)];
    const owners = new Owners(() => 2);
    owners.sample([waiter, holder], 0.3e9, false);
    owners.sample([waiter, holder], 0.6e9, false);
    waiter.waits?.log.pass(0.7e9, 0, 'runnable');
    owners.sample([waiter, holder], 0.7e9, false);
    expect(owners.sure()).toEqual([]);
  });
});

describe('a deadlock', () => {
  it('is a circle of threads, each with its lock', () => {
    const other: Wait = { ...LOCK, address: 0x2000 };
    const locks = [LOCK, other].map((wait, index) => ({ id: 'AB'[index], waits: new Set([wait]) }));
    const waits = [
      { thread: waiting(1), wait: LOCK, by: 2 },
      { thread: waiting(2), wait: other, by: 1 },
    ];
    expect(deadlockAmong(waits, locks as never)).toEqual([
      { tid: 1, comm: 't1', waitsFor: 'A', heldBy: 2 },
      { tid: 2, comm: 't2', waitsFor: 'B', heldBy: 1 },
    ]);
    expect(deadlockAmong(waits.slice(0, 1), locks as never)).toBeNull();
  });

  it('may be one where all that are left wait for locks, and none has run for three seconds', () => {
    expect(stuckAmong([waiting(1), waiting(2)])).toEqual({ kind: 'stuck', threads: 2, ns: 5e9 });
    expect(stuckAmong([waiting(1), waiting(2, null)])).toBeNull();
    expect(stuckAmong([waiting(1)])).toBeNull();
    expect(stuckAmong([waiting(1), waiting(2, { ...LOCK, isTimed: true })])).toBeNull();
  });
});
