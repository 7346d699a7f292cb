import type { Cause } from '../../model/cause.ts';
import type { ShortLives, WatchedThreadRecord } from '../../model/documents/watch.ts';
import { isThrottled } from '../../stats/disturbance.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { causesAround } from '../causes.ts';
import type { UnseenBy } from './follow/unseen-by.ts';
import { allowedFor, type ProgramContext } from './program-causes.ts';

/** Threads or processes too short-lived for a sample did the work. */
export interface ShortLivesReason {
  readonly kind: 'short-lives';
  readonly lives: ShortLives;
  /** Cores that all of the program kept busy. */
  readonly r: number;
  readonly causes: readonly Cause[];
}

/** What is known of a program of which nobody saw most. */
export interface UnseenFigures extends ProgramContext {
  readonly threads: readonly WatchedThreadRecord[];
  readonly unseenNs: number | null;
  readonly unseenBy: UnseenBy;
}

/** Null where samples saw at least half of the CPU time. */
export function shortLivesOf(figures: UnseenFigures): ShortLives | null {
  const { durationNs, threads, unseenNs, unseenBy, conditions } = figures;
  if (unseenNs === null || durationNs <= 0) return null;
  const ranNs = (some: typeof threads) => some.reduce((sum, { runNs }) => sum + runNs, 0);
  const seenNs = ranNs(threads);
  const unseenShare = unseenNs / Math.max(1, seenNs + unseenNs);
  if (unseenShare <= THRESHOLDS.shortLivesShare) return null;
  const cpuNs = unseenNs + ranNs(threads.filter((thread) => isShortLived(thread, figures)));
  const hadRoom = (conditions.idleCpus ?? 0) >= THRESHOLDS.idleRoom && !isThrottled(conditions);
  return {
    of: kindOf(unseenBy),
    cpuNs,
    unseenShare,
    atATime: cpuNs / durationNs,
    mayBeMore: !hadRoom,
  };
}

/** Whether it was there for a small part of the watch only. */
export function isShortLived(
  { firstSeenNs, lastSeenNs }: WatchedThreadRecord,
  { durationNs }: Pick<ProgramContext, 'durationNs'>,
): boolean {
  return lastSeenNs - firstSeenNs < THRESHOLDS.shortLife * durationNs;
}

/** What took the CPUs for which more may have been queued. */
export function aroundShortLives({ threads, conditions, cpus, quotaCpus }: UnseenFigures): Cause[] {
  const usable = allowedFor(threads).length || cpus;
  return causesAround(conditions, { cpus: usable, unseen: false, quotaCpus });
}

function kindOf({ threadsNs, processesNs }: UnseenBy): ShortLives['of'] {
  const share = threadsNs / Math.max(1, threadsNs + processesNs);
  if (share >= THRESHOLDS.mostlyOneKind) return 'threads';
  return share <= 1 - THRESHOLDS.mostlyOneKind ? 'processes' : 'both';
}
