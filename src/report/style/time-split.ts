import { maxOf } from '../../base/extremes.ts';
import type { WorkerRecord } from '../../model/trial/observation.ts';
import { WAIT_KINDS, type WaitKind, type Waits } from '../../model/waits.ts';

/** A part of the blocked time, as a share of the whole. */
export interface BlockedShare {
  /** Null where it isn’t known what was waited for. */
  readonly kind: WaitKind | null;
  readonly share: number;
}

/** Where a thread's time went, as shares of its own span. */
export interface TimeShares {
  readonly running: number;
  readonly waiting: number;
  readonly blocked: number;
  /** What it was blocked in: adds up to `blocked`. Missing where nobody knows. */
  readonly waits?: readonly BlockedShare[];
}

export interface TimeSplit extends TimeShares {
  /** How long that span is; of several threads, that of one on average. */
  readonly wholeNs: number;
}

/** wall = running + waiting for a core + blocked; null where the kernel didn't tell. */
export function timeSplit(worker: WorkerRecord): TimeSplit | null {
  const { startNs, endNs, runNs, runDelayNs, waits } = worker;
  if (startNs === null || endNs === null || runNs === null || runDelayNs === null || endNs <= startNs)
    return null;
  const wallNs = endNs - startNs;
  const running = Math.min(1, runNs / wallNs);
  const waiting = Math.min(1 - running, runDelayNs / wallNs);
  const blocked = 1 - running - waiting;
  return { wholeNs: wallNs, running, waiting, blocked, ...sharesOf(waits?.byKind ?? null, blocked, wallNs) };
}

/**
 * The same from times that add up to the whole; null where there was none.
 * @param threads how many they are the times of, together
 */
export function splitOfTimes(
  {
    runNs,
    runDelayNs,
    blockedNs,
    waits,
  }: {
    readonly runNs: number;
    readonly runDelayNs: number;
    readonly blockedNs: number;
    readonly waits: Waits;
  },
  threads = 1,
): TimeSplit | null {
  const wholeNs = runNs + runDelayNs + blockedNs;
  if (wholeNs <= 0) return null;
  const blocked = blockedNs / wholeNs;
  return {
    wholeNs: wholeNs / threads,
    running: runNs / wholeNs,
    waiting: runDelayNs / wholeNs,
    blocked,
    ...sharesOf(waits, blocked, wholeNs),
  };
}

/** How long the longest of them is: the axis that their bars share. */
export function longestOf(splits: readonly (TimeSplit | null)[]): number {
  return maxOf(
    splits.map((split) => split?.wholeNs ?? 0),
    0,
  );
}

/** What isn’t known of the blocked time comes last. Sampled waits never take more than the blocked time, which is exact. */
function sharesOf(waits: Waits | null, blocked: number, wholeNs: number): Pick<TimeSplit, 'waits'> {
  const known = WAIT_KINDS.map((kind) => ({ kind, share: (waits?.[kind] ?? 0) / wholeNs })).filter(
    ({ share }) => share > 0,
  );
  const sum = known.reduce((whole, { share }) => whole + share, 0);
  if (sum === 0) return {};
  const scale = Math.min(1, blocked / sum);
  const unknown = blocked - sum * scale;
  return {
    waits: [
      ...known.map(({ kind, share }) => ({ kind, share: share * scale })),
      // Rounding leaves next to nothing.
      ...(unknown > 1e-9 ? [{ kind: null, share: unknown }] : []),
    ],
  };
}
