import type { Point } from '../../../machine/follow/thread/track.ts';
import type { WatchedThreadRecord } from '../../../model/documents/watch.ts';
import { UNKNOWN_WAITS, type WaitKind, type Waits } from '../../../model/waits.ts';
import { busyThreads } from '../../../stats/busy-threads.ts';
import { kindsOf } from '../../../stats/sum-waits.ts';
import { scaled } from '../../waits/thread-waits.ts';
import { clocksAt } from './clocks-at.ts';

/** A thread of a watched program, and its samples. */
export interface SampledThread {
  readonly record: WatchedThreadRecord;
  /** Two at least. */
  readonly points: readonly Point[];
}

/** A stretch of time, in ns since the watch began. */
export interface Span {
  readonly startNs: number;
  readonly endNs: number;
}

/** What the threads did within a stretch of the run, as if nothing else had been seen of them: those that ran most first. */
export function threadsWithin(threads: readonly SampledThread[], span: Span): WatchedThreadRecord[] {
  const there = threads.filter(
    ({ record }) => record.firstSeenNs < span.endNs && record.lastSeenNs > span.startNs,
  );
  const records = there.map((thread) => recordWithin(thread, span));
  const lives = records.map((record) => ({ ...record, lifeNs: lifeOf(record) }));
  const busy = new Set(busyThreads(lives).map((life) => lives.indexOf(life)));
  return records
    .map((record, index) => ({ ...record, isBusy: busy.has(index) }))
    .sort((a, b) => b.runNs - a.runNs || a.tid - b.tid);
}

/** Switches are known of its whole life only: the average of that is taken for each part of it. */
function recordWithin({ record, points: all }: SampledThread, span: Span): WatchedThreadRecord {
  const points = pointsAround(all, span);
  const firstSeenNs = Math.max(record.firstSeenNs, span.startNs);
  const lastSeenNs = Math.min(record.lastSeenNs, span.endNs);
  const clocks = clocksAt(points, [firstSeenNs, lastSeenNs]);
  const during = (clock: Float64Array) => (clock[1] as number) - (clock[0] as number);
  const [runNs, runDelayNs] = [during(clocks.runNs), during(clocks.runDelayNs)];
  const lifeNs = lastSeenNs - firstSeenNs;
  const blockedNs = Math.max(0, lifeNs - runNs - runDelayNs);
  const part = (count: number | null, share: number) => (count === null ? null : Math.round(count * share));
  const lifeShare = lifeNs / Math.max(1, lifeOf(record));
  const runShare = runNs / Math.max(1, record.runNs);
  return {
    ...record,
    firstSeenNs,
    lastSeenNs,
    runNs,
    runDelayNs,
    blockedNs,
    waits: waitsWithin(points, span, blockedNs),
    voluntarySwitches: part(record.voluntarySwitches, lifeShare),
    involuntarySwitches: part(record.involuntarySwitches, runShare),
  };
}

/** The samples within a span, and the one before and after it. */
export function pointsAround(points: readonly Point[], { startNs, endNs }: Span): readonly Point[] {
  const first = firstAfter(points, startNs);
  return points.slice(Math.max(0, first - 1), firstAfter(points, endNs) + 1);
}

/** The first sample after a moment, by its index: a long watch has many. */
function firstAfter(points: readonly Point[], atNs: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as Point).atNs <= atNs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The time between two samples in which it was blocked goes to what it was found blocked in at the second one, or at the
 * first; they add up to `blockedNs`, or aren’t known.
 */
function waitsWithin(points: readonly Point[], { startNs, endNs }: Span, blockedNs: number): Waits {
  const known = new Map<WaitKind, number>();
  points.forEach((point, index) => {
    const before = points[index - 1];
    const kind = point.wait ?? before?.wait ?? null;
    if (before === undefined || kind === null) return;
    const ns = point.atNs - before.atNs;
    const within = Math.min(point.atNs, endNs) - Math.max(before.atNs, startNs);
    if (within <= 0) return;
    const ranNs = point.runNs + point.runDelayNs - before.runNs - before.runDelayNs;
    known.set(kind, (known.get(kind) ?? 0) + (Math.max(0, ns - ranNs) * within) / ns);
  });
  const all = scaled(known, blockedNs);
  return all === null ? UNKNOWN_WAITS : kindsOf(all);
}

function lifeOf({ firstSeenNs, lastSeenNs }: WatchedThreadRecord): number {
  return lastSeenNs - firstSeenNs;
}
