import type { WatchReport } from '../../../model/documents/watch.ts';
import { WAIT_KINDS, type WaitKind, type WaitObject } from '../../../model/waits.ts';
import { summedWaits } from '../../../run/waits/thread-waits.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { isRealLock } from './real-locks.ts';

/** A name that goes for so much of a wait stands for all of it. */
const MOST = 0.9;
const MOSTLY = 0.6;

/** What a part of the blocked time was, more closely than by its kind; null where it was several things, or isn’t known. */
export type WaitDetail = 'one-lock' | 'mostly-one-lock' | 'locks' | 'parked' | WaitObject['type'] | null;

/** Where the time went in which threads neither ran nor were queued. Shares are of all their time. */
export interface BlockedTime {
  readonly of: 'busy' | 'all';
  readonly threads: number;
  readonly share: number;
  readonly parts: readonly { readonly kind: WaitKind; readonly share: number; readonly detail: WaitDetail }[];
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
  const parts = WAIT_KINDS.map((kind) => {
    const ns = waits[kind] ?? 0;
    return { kind, share: ns / wholeNs, detail: detailOf(kind, ns, tids, report) };
  });
  return {
    of,
    threads: counted.length,
    share: blockedNs / wholeNs,
    parts: parts.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share),
  };
}

function detailOf(
  kind: WaitKind,
  ns: number,
  tids: ReadonlySet<number>,
  { locks, waits, waitedFor }: WatchReport,
): WaitDetail {
  if (kind === 'lock') return lockDetail(locks.filter(({ waiters }) => waiters.some((tid) => tids.has(tid))));
  // What is listed is of all threads: it says something of these where nearly all of it is theirs.
  if (ns < MOST * (waits[kind] ?? 0)) return null;
  const listed = waitedFor.filter((one) => one.kind === kind);
  const byType = new Map<WaitObject['type'] | null, number>();
  for (const { object, ns: own } of listed)
    byType.set(object?.type ?? null, (byType.get(object?.type ?? null) ?? 0) + own);
  const [most] = [...byType].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= MOST * ns ? most[0] : null;
}

/** Several threads that wait at one address have a lock there, and so has one that waits for its owner; else it is parked. */
function lockDetail(locks: WatchReport['locks']): WaitDetail {
  const sumOf = (some: WatchReport['locks']) => some.reduce((sum, { ns }) => sum + ns, 0);
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
