import type { ThreadTrack } from '../../model/trial/timeline.ts';
import type { WaitKind } from '../../model/waits.ts';

/** What a thread mostly did in a stretch of time. */
export type ThreadState = 'running' | 'queued' | 'blocked';

/** A stretch of a thread's time. All times in µs since the timeline's start. */
export interface Stretch {
  readonly fromUs: number;
  readonly toUs: number;
  readonly cpu: number | null;
  readonly runUs: number;
  readonly runDelayUs: number;
  /** What the thread was found blocked in at its end; null where it wasn’t, or where that is unknown. */
  readonly wait: WaitKind | null;
}

/** One stretch for each interval between two samples. The CPU is the one that was seen at its end. */
export function intervalsOf({ atUs, cpu, runUs, runDelayUs, waits }: ThreadTrack): Stretch[] {
  return atUs.slice(1).map((toUs, index) => ({
    fromUs: atUs[index] as number,
    toUs,
    cpu: cpu[index + 1] ?? null,
    runUs: runUs[index + 1] ?? 0,
    runDelayUs: runDelayUs[index + 1] ?? 0,
    wait: waits?.[index + 1] ?? null,
  }));
}

/** The intervals, joined as long as `same` says so. */
export function joined(intervals: readonly Stretch[], same: (a: Stretch, b: Stretch) => boolean): Stretch[] {
  const stretches: Stretch[] = [];
  for (const interval of intervals) {
    const last = stretches.at(-1);
    if (last === undefined || !same(last, interval)) stretches.push(interval);
    else
      stretches[stretches.length - 1] = {
        ...last,
        toUs: interval.toUs,
        runUs: last.runUs + interval.runUs,
        runDelayUs: last.runDelayUs + interval.runDelayUs,
      };
  }
  return stretches;
}

/** What took most of it. */
export function stateOf({ fromUs, toUs, runUs, runDelayUs }: Stretch): ThreadState {
  const blockedUs = Math.max(0, toUs - fromUs - runUs - runDelayUs);
  if (runUs >= runDelayUs && runUs >= blockedUs) return 'running';
  return runDelayUs >= blockedUs ? 'queued' : 'blocked';
}
