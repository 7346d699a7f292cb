import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { Wait } from '../../machine/follow/waits/wait.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';

/** Threads that all wait for locks, and of which none has run for a while. */
export interface StuckReason {
  readonly kind: 'stuck';
  readonly threads: number;
  /** How long (ns) the one that ran last hasn’t run. */
  readonly ns: number;
}

/** All that are left, where each waits for a lock and none ran for seconds: a deadlock looks like that; null where it doesn't. */
export function stuckAmong(living: readonly FollowedThread[]): StuckReason | null {
  const waiting = living.filter(({ waits }) => isForEver(waits?.log.current ?? null));
  if (living.length < 2 || waiting.length < living.length) return null;
  const ns = Math.min(...waiting.map(({ waits, untilNs }) => untilNs - (waits?.log.sinceNs ?? untilNs)));
  return ns < THRESHOLDS.stuckNs ? null : { kind: 'stuck', threads: living.length, ns };
}

function isForEver(wait: Wait | null): boolean {
  return wait?.kind === 'lock' && !wait.isTimed;
}
