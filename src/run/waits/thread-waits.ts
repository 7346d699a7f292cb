import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { Wait } from '../../machine/follow/waits/wait.ts';
import { UNKNOWN_WAITS, type Waits } from '../../model/waits.ts';
import { kindsOf } from '../../stats/sum-waits.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';

/** What one thread was blocked in. Times in ns. */
export interface ThreadWaits {
  readonly pid: number;
  readonly tid: number;
  readonly comm: string;
  readonly isBusy: boolean;
  readonly lifeNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
  readonly blockedNs: number;
  /** Null where they weren’t read. */
  readonly voluntarySwitches: number | null;
  /** They add up to `blockedNs`; null where most of it is unknown. */
  readonly waits: ReadonlyMap<Wait, number> | null;
}

/** @param busy those that did the work */
export function threadWaitsOf(
  threads: readonly FollowedThread[],
  busy: ReadonlySet<FollowedThread>,
): ThreadWaits[] {
  return threads.map((thread) => {
    const { pid, tid, comm, lifeNs, runNs, runDelayNs } = thread;
    const blockedNs = Math.max(0, lifeNs - runNs - runDelayNs);
    const known = thread.waits?.log.totals() ?? new Map<Wait, number>();
    const waits = scaled(known, blockedNs);
    const voluntarySwitches = thread.switches('voluntarySwitches');
    const isBusy = busy.has(thread);
    return { pid, tid, comm, isBusy, lifeNs, runNs, runDelayNs, blockedNs, voluntarySwitches, waits };
  });
}

/** How long (ns) a thread was blocked in some of its waits. */
export function waitedIn({ waits }: Pick<ThreadWaits, 'waits'>, is: (wait: Wait) => boolean): number {
  let sum = 0;
  for (const [wait, ns] of waits ?? []) if (is(wait)) sum += ns;
  return sum;
}

/** The same by their kinds. */
export function waitsByKind({ waits }: Pick<ThreadWaits, 'waits'>): Waits {
  return waits === null ? UNKNOWN_WAITS : kindsOf([...waits].map(([{ kind }, ns]) => [kind, ns]));
}

/** Times (ns) as parts of all that was blocked, where they are known of enough of it; else null. */
export function scaled<What>(
  known: ReadonlyMap<What, number>,
  blockedNs: number,
): ReadonlyMap<What, number> | null {
  const knownNs = [...known.values()].reduce((sum, ns) => sum + ns, 0);
  if (knownNs < THRESHOLDS.knownWaits * blockedNs) return null;
  if (knownNs === 0) return known;
  return new Map([...known].map(([wait, ns]) => [wait, (ns * blockedNs) / knownNs]));
}
