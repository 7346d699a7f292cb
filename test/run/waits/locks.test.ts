import { describe, expect, it } from 'vitest';
import type { Wait } from '../../../src/machine/follow/waits/wait.ts';
import { NO_WAITS, UNKNOWN_WAITS, type WaitObject } from '../../../src/model/waits.ts';
import { atFileLock, topLockOf, waitSharesOf } from '../../../src/run/waits/busy-waits.ts';
import { hoggedBy } from '../../../src/run/waits/hogged.ts';
import { locksOf } from '../../../src/run/waits/locks.ts';
import { pipelineOf } from '../../../src/run/waits/pipeline.ts';
import { type ThreadWaits, waitsByKind } from '../../../src/run/waits/thread-waits.ts';
import { waitedForBy } from '../../../src/run/waits/waited-for.ts';
import { summedWaits } from '../../../src/stats/sum-waits.ts';
import { futexWait, waitIn } from '../../fixtures/waits.ts';

const futex = (address: number, pid = 1) => futexWait(address, { pid });
const sleep = waitIn({ kind: 'sleep', call: 'nanosleep' });

/** A thread of two seconds that was blocked so long (s) in what. */
function thread(
  tid: number,
  waits: readonly (readonly [Wait, number])[] | null,
  overrides: Partial<ThreadWaits> = {},
): ThreadWaits {
  const blockedNs = (waits ?? []).reduce((sum, [, seconds]) => sum + seconds, 0) * 1e9;
  return {
    pid: 1,
    tid,
    comm: 'w',
    isBusy: true,
    lifeNs: 2e9,
    runNs: 2e9 - blockedNs,
    runDelayNs: 0,
    blockedNs,
    voluntarySwitches: 0,
    waits: waits === null ? null : new Map(waits.map(([wait, seconds]) => [wait, seconds * 1e9])),
    ...overrides,
  };
}

const describeLock = (wait: Wait, address: number) => ({
  identity: `${wait.pid} ${address}`,
  word: `${wait.pid} ${Math.floor(address / 8)}`,
  name: { where: 'heap', symbol: null, file: null, isGil: false },
  owner: null,
});

describe('locks', () => {
  it('are told apart by address, but for the two words of a condition variable', () => {
    const [low, high, other] = [futex(0x1000), futex(0x1004), futex(0x1028)];
    const threads = [thread(1, [[low, 1]]), thread(2, [[high, 0.5]]), thread(3, [[other, 0.25]])];
    expect(locksOf(threads, describeLock)).toMatchObject([
      { id: 'A', address: '0x1000', ns: 1.5e9, waiters: [1, 2], shared: true },
      { id: 'B', address: '0x1028', ns: 0.25e9, waiters: [3], shared: false },
    ]);
  });

  it('of four bytes may be neighbours, where these are mutexes', () => {
    const lock = (address: number) => futexWait(address, { isMutex: true });
    const [first, second] = [lock(0x1000), lock(0x1004)];
    const threads = [
      thread(1, [[first, 1]]),
      thread(2, [[first, 1]]),
      thread(3, [[second, 1]]),
      thread(4, [[second, 1]]),
    ];
    expect(locksOf(threads, describeLock).map(({ waiters }) => waiters.length)).toEqual([2, 2]);
  });

  it('come first that kept several up that did the work', () => {
    const threads = [
      thread(9, [[futex(0x9000), 1.9]], { isBusy: false }),
      thread(1, [[futex(0x1000), 0.5]]),
      thread(2, [[futex(0x1000), 0.5]]),
    ];
    expect(locksOf(threads, describeLock).map(({ address }) => address)).toEqual(['0x1000', '0x9000']);
  });

  it('of two processes are two, unless their memory is one', () => {
    const threads = [thread(1, [[futex(0x1000, 1), 1]]), thread(2, [[futex(0x1000, 2), 1]])];
    expect(locksOf(threads, describeLock)).toHaveLength(2);
    const shared = (wait: Wait, address: number) => ({
      ...describeLock(wait, address),
      identity: 'inode 7',
      word: 'inode 7',
    });
    expect(locksOf(threads, shared)).toMatchObject([{ shared: true, waiters: [1, 2] }]);
  });

  it('have letters as their names, however many there are', () => {
    const threads = Array.from({ length: 60 }, (_, index) =>
      thread(index, [[futex(0x1000 * (index + 1)), 1]]),
    );
    const ids = locksOf(threads, describeLock).map(({ id }) => id);
    expect(new Set(ids).size).toBe(60);
    expect([ids[0], ids[25], ids[26], ids[52]]).toEqual(['A', 'Z', 'AA', 'BA']);
  });
});

describe('what those that did the work waited for', () => {
  const locked = [1, 2, 3].map((tid) => thread(tid, [[futex(0x1000), 1.2]]));

  it('is one lock where several waited at the same', () => {
    const shares = waitSharesOf(locked, locksOf(locked, describeLock), 2e9);
    expect(shares).toMatchObject({ blocked: 1.8, oneLock: 1, anyLock: 1, sleep: 0 });
    expect(topLockOf(locksOf(locked, describeLock))?.address).toBe('0x1000');
  });

  it('is no lock of theirs where one of them waits beside idle workers', () => {
    const pool = [
      thread(1, [[futex(0x1000), 0.9]]),
      thread(2, [], { runNs: 2e9 }),
      thread(3, [[futex(0x1000), 1.9]], { isBusy: false }),
    ];
    expect(topLockOf(locksOf(pool, describeLock))).toBeNull();
    expect(waitSharesOf(pool, locksOf(pool, describeLock), 2e9)).toMatchObject({ oneLock: 0 });
  });

  it('is a word of its own where a runtime parks each at one, and a nap where that ends by itself', () => {
    const parked = [1, 2].map((tid) => thread(tid, [[futex(0x1000 * tid), 1]]));
    expect(waitSharesOf(parked, locksOf(parked, describeLock), 2e9)).toMatchObject({ ownWords: 1, naps: 0 });
    const napping = [1, 2].map((tid) => thread(tid, [[futexWait(0x1000 * tid, { isTimed: true }), 1]]));
    expect(waitSharesOf(napping, locksOf(napping, describeLock), 2e9)).toMatchObject({
      ownWords: 0,
      naps: 1,
    });
    const pool = [...parked, thread(3, [[futex(0x1000), 2]], { isBusy: false })];
    expect(waitSharesOf(pool, locksOf(pool, describeLock), 2e9)?.ownWords).toBe(0.5);
  });

  it('is no lock of others where a process waits alone at its own word', () => {
    const alone = [1, 2].map((pid) => thread(pid, [[futex(0x1000, pid), 1.2]], { pid }));
    expect(waitSharesOf(alone, locksOf(alone, describeLock), 2e9)).toMatchObject({ oneLock: 0, anyLock: 0 });
  });

  it('is unknown where it is of most of the time', () => {
    const threads = [thread(1, null, { blockedNs: 1.8e9 }), thread(2, [[sleep, 0.5]])];
    expect(waitSharesOf(threads, [], 2e9)).toBeNull();
  });

  it('counts a file’s lock, whoever waits for it', () => {
    const flock = waitIn({ kind: 'fileLock', call: 'flock' });
    expect(atFileLock([thread(1, [[flock, 1.5]], { isBusy: false })], 2e9)).toBe(0.75);
  });
});

describe('waits by kind', () => {
  it('add up, and unknown ones stay unknown', () => {
    const known = waitsByKind(
      thread(1, [
        [futex(1), 1],
        [futex(2), 0.5],
        [sleep, 0.25],
      ]),
    );
    expect(known).toEqual({ ...NO_WAITS, lock: 1.5e9, sleep: 0.25e9 });
    expect(waitsByKind(thread(1, null))).toEqual(UNKNOWN_WAITS);
    expect(summedWaits([known, UNKNOWN_WAITS, known]).lock).toBe(3e9);
    expect(summedWaits([UNKNOWN_WAITS])).toEqual(UNKNOWN_WAITS);
  });

  it('are listed by what was waited for, whoever waited', () => {
    const threads = [thread(1, [[sleep, 1]]), thread(2, [[{ ...sleep, pid: 2 }, 0.5]])];
    expect(waitedForBy(threads)).toEqual([
      { kind: 'sleep', call: 'nanosleep', object: null, threads: 2, ns: 1.5e9 },
    ]);
  });
});

describe('a lock that one thread has all the time', () => {
  const mutex = futexWait(0x1000, { isMutex: true });
  const works = thread(1, [], { runNs: 2e9 });
  const turnedAway = (wait: Wait, overrides: Partial<ThreadWaits> = {}) =>
    thread(2, [[wait, 1.9]], { isBusy: false, runNs: 1e6, voluntarySwitches: 200, ...overrides });
  const hogged = (threads: readonly ThreadWaits[], owner: number | null = null) => {
    const locks = locksOf(threads, (wait, address) => ({ ...describeLock(wait, address), owner }));
    const found = hoggedBy(threads, locks, [], 2e9);
    return found === null ? null : (found.lock?.address ?? 'own words');
  };

  it('is a mutex at which others are woken, and turned away', () => {
    expect(hogged([works, turnedAway(mutex)])).toBe('0x1000');
    expect(hogged([works, turnedAway(mutex)], 1)).toBe('0x1000');
  });

  it('may be parked at words of their own, where several are woken all the time to do nothing', () => {
    const parked = (tid: number, overrides: Partial<ThreadWaits> = {}) =>
      turnedAway(futexWait(0x1000 * tid), { tid, runNs: 20e6, voluntarySwitches: 500, ...overrides });
    expect(hogged([works, parked(2), parked(3)])).toBe('own words');
    expect(hogged([works, parked(2)])).toBeNull();
    expect(hogged([works, parked(2), parked(3, { runNs: 300e6 })])).toBeNull();
    expect(hogged([works, parked(2), parked(3, { voluntarySwitches: 50, runNs: 1e6 })])).toBeNull();
    const pool = [2, 3].map((tid) => parked(tid, { waits: new Map([[futexWait(0x9000), 1.9e9]]) }));
    const shared = pool[0]?.waits ?? new Map();
    expect(hogged([works, ...pool.map((each) => ({ ...each, waits: shared }))])).toBeNull();
  });

  it.each<[string, readonly ThreadWaits[], number | null]>([
    ['somebody else holds it', [works, turnedAway(mutex)], 9],
    ['who waits there is never woken', [works, turnedAway(mutex, { voluntarySwitches: 0 })], null],
    ['it is the word of an idle worker', [works, turnedAway(futexWait(0x1000))], null],
    ['it is in another process', [works, turnedAway({ ...mutex, pid: 2 }, { pid: 2 })], null],
    [
      'they wait elsewhere',
      [
        works,
        thread(
          2,
          [
            [mutex, 0.5],
            [sleep, 1.4],
          ],
          { isBusy: false, voluntarySwitches: 200 },
        ),
      ],
      null,
    ],
    ['nobody works', [turnedAway(mutex)], null],
  ])('is none where %s', (_, threads, owner) => {
    expect(hogged(threads, owner)).toBeNull();
  });
});

describe('a pipeline', () => {
  const pipe = (...pids: number[]): WaitObject => ({
    type: 'pipe',
    name: null,
    otherEnd: pids.map((pid) => ({ pid, comm: `p${pid}` })),
  });
  const at = (kind: 'read' | 'write', pid: number, ...ends: number[]) =>
    waitIn({ kind, pid, call: kind, object: pipe(...ends) });
  const [first, slow, last] = [
    thread(1, [[at('write', 1, 2), 1.8]], { pid: 1 }),
    thread(2, [[at('read', 2, 1), 0.05]], { pid: 2 }),
    thread(3, [[at('read', 3, 2), 1.95]], { pid: 3 }),
  ];

  it('waits for its slowest stage', () => {
    const found = pipelineOf([first, slow, last], 2e9);
    expect(found?.stages.map(({ pid }) => pid)).toEqual([1, 2, 3]);
    expect(found?.slowest.pid).toBe(2);
  });

  it('is none where its stages sleep, or run at once, or no pipe joins them', () => {
    const asleep = [
      thread(
        1,
        [
          [sleep, 1.9],
          [at('write', 1, 2), 0.05],
        ],
        { pid: 1 },
      ),
      slow,
    ];
    expect(pipelineOf(asleep, 2e9)).toBeNull();
    const atOnce = [thread(1, [[at('write', 1, 2), 0.05]], { pid: 1 }), slow];
    expect(pipelineOf(atOnce, 2e9)).toBeNull();
    expect(pipelineOf([thread(1, [[sleep, 1]], { pid: 1 }), thread(2, [], { pid: 2 })], 2e9)).toBeNull();
  });

  it('is none of a shell that read what a command printed, at the start', () => {
    expect(pipelineOf([first, slow, last], 20e9)).toBeNull();
  });
});
