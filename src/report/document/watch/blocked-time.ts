import type { WatchReport } from '../../../model/documents/watch.ts';
import { WAIT_KINDS, type WaitedFor, type WaitKind, type WaitObject } from '../../../model/waits.ts';
import { summedWaits } from '../../../stats/sum-waits.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { deadlockedLocks, isRealLock } from './real-locks.ts';

/** A name that goes for so much of a wait stands for all of it. */
const MOST = 0.9;
const MOSTLY = 0.6;

/** What a part of the blocked time was, more closely than by its kind; null where it was several things, or isn’t known. */
export type WaitDetail =
  | 'deadlock'
  | 'one-lock'
  | 'mostly-one-lock'
  | 'locks'
  | 'parked'
  | WaitObject['type']
  | null;

/** A part of the blocked time. */
interface BlockedPart {
  readonly kind: WaitKind;
  readonly share: number;
  readonly detail: WaitDetail;
  /** The system call; null where it was several, or isn’t known. */
  readonly call: string | null;
}

/** Where the time went in which threads neither ran nor were queued. Shares are of all their time. */
export interface BlockedTime {
  readonly of: 'busy' | 'all';
  readonly threads: number;
  readonly share: number;
  readonly parts: readonly BlockedPart[];
}

/** Of the threads that did the work, or of all where none did. Null where no time was seen. */
export function blockedTime(report: WatchReport): BlockedTime | null {
  const { threads, r, d } = report;
  const busy = threads.filter(({ isBusy }) => isBusy);
  const of = busy.length > 0 && (r ?? 0) + (d ?? 0) >= THRESHOLDS.idle ? 'busy' : 'all';
  const counted = of === 'busy' ? busy : threads;
  const blockedNs = counted.reduce((sum, thread) => sum + thread.blockedNs, 0);
  const wholeNs = counted.reduce((sum, { runNs, runDelayNs }) => sum + runNs + runDelayNs, blockedNs);
  if (wholeNs <= 0) return null;
  const waits = summedWaits(counted.map((thread) => thread.waits));
  const tids = new Set(counted.map(({ tid }) => tid));
  const parts = WAIT_KINDS.flatMap((kind): BlockedPart[] => {
    const ns = waits[kind] ?? 0;
    const share = ns / wholeNs;
    return kind === 'lock' ? lockParts(share, tids, report) : [partOf(kind, ns, share, report)];
  });
  return {
    of,
    threads: counted.length,
    share: blockedNs / wholeNs,
    parts: parts.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share),
  };
}

/** What a kind of wait was, as far as nearly all of it was one thing. */
function partOf(kind: WaitKind, ns: number, share: number, { waits, waitedFor }: WatchReport): BlockedPart {
  // What is listed is of all threads: it says something of these where nearly all of it is theirs.
  const listed = ns < MOST * (waits[kind] ?? 0) ? [] : waitedFor.filter((one) => one.kind === kind);
  const detail = mostOf(listed, ns, ({ object }) => object?.type ?? null);
  return { kind, share, detail, call: mostOf(listed, ns, ({ call }) => call) };
}

/** What goes for most of the time; null where nothing does. */
function mostOf<What>(
  listed: WatchReport['waitedFor'],
  ns: number,
  what: (one: WaitedFor) => What,
): What | null {
  const sums = new Map<What, number>();
  for (const one of listed) sums.set(what(one), (sums.get(what(one)) ?? 0) + one.ns);
  const [most] = [...sums].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= MOST * ns ? most[0] : null;
}

/** Time at futexes: apart for locks and for those at which threads are parked, where nobody else waited there. */
function lockParts(share: number, tids: ReadonlySet<number>, report: WatchReport): BlockedPart[] {
  const locks = report.locks.filter(({ waiters }) => waiters.some((tid) => tids.has(tid)));
  const isTheirs = locks.every(({ waiters }) => waiters.every((tid) => tids.has(tid)));
  const wholeNs = sumOf(locks);
  const part = (some: typeof locks, detail: WaitDetail): BlockedPart => ({
    kind: 'lock',
    share: wholeNs <= 0 ? share : (share * sumOf(some)) / wholeNs,
    detail,
    call: null,
  });
  if (!isTheirs || wholeNs <= 0) return [part(locks, lockDetail(locks))];
  const deadlocked = deadlockedLocks(report);
  const others = locks.filter(({ id }) => !deadlocked.has(id));
  const [real, parked] = [others.filter(isRealLock), others.filter((lock) => !isRealLock(lock))];
  return [
    part(
      locks.filter(({ id }) => deadlocked.has(id)),
      'deadlock',
    ),
    part(real, lockDetail(real)),
    part(parked, 'parked'),
  ];
}

function sumOf(locks: WatchReport['locks']): number {
  return locks.reduce((sum, { ns }) => sum + ns, 0);
}

/** Several threads that wait at one address have a lock there, and so has one that waits for its owner; else it is parked. */
function lockDetail(locks: WatchReport['locks']): WaitDetail {
  const wholeNs = sumOf(locks);
  const real = locks.filter(isRealLock);
  if (wholeNs <= 0) return null;
  const share = sumOf(real) / wholeNs;
  if (share <= 1 - MOST) return 'parked';
  const largest = Math.max(...real.map(({ ns }) => ns)) / wholeNs;
  if (largest >= MOST) return 'one-lock';
  if (largest >= MOSTLY) return 'mostly-one-lock';
  return share >= MOST ? 'locks' : null;
}
