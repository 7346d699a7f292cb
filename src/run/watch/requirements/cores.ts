import { meanAlive } from '../../../stats/busy-threads.ts';
import { isDisturbed, wasStopped } from '../../../stats/disturbance.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { lifeOf } from '../contention.ts';
import type { WatchFindings } from '../fold.ts';
import { isBesideOthers, mostAtOnce } from './elsewhere.ts';
import { type Doubt, exactly, type Measured, unknown } from './measured.ts';

/** Of what was found, what tells how many cores a program used. */
export type CoreFindings = Pick<
  WatchFindings,
  | 'threads'
  | 'omittedThreads'
  | 'durationNs'
  | 'unseenNs'
  | 'unfollowed'
  | 'conditions'
  | 'causes'
  | 'kind'
  | 'reason'
  | 'r'
  | 'd'
  | 'busyThreads'
>;

/** Cores that those who did the work kept busy, and were queued for. */
export function coresOfWork({ threads, durationNs, unseenNs }: CoreFindings): { r: number; d: number } {
  const busy = threads.filter(({ isBusy }) => isBusy);
  const runNs = busy.reduce((sum, thread) => sum + thread.runNs, unseenNs ?? 0);
  const delayNs = busy.reduce((sum, thread) => sum + thread.runDelayNs, 0);
  return { r: runNs / durationNs, d: delayNs / durationNs };
}

/** Cores that it wants at once: busy + queued of those who did the work, so that neighbours take nothing from it. */
export function parallelismOf(found: CoreFindings, cpus: number): Measured {
  const { r, d } = coresOfWork(found);
  const value = r + d;
  const { kind, causes } = found;
  if (causes.some((cause) => cause.kind === 'spinning' && cause.by === 'yields'))
    return { value, low: Math.min(r, 1), high: value, doubt: 'spinning' };
  const atMostOne = Math.min(value, Math.max(r, THRESHOLDS.oneCore));
  // That they take turns isn’t sure where they are queued: whoever meets at a barrier waits as well.
  const mayBeBarrier = causes.some((cause) => cause.kind === 'lock' && cause.by === 'own-locks');
  if (kind === 'SERIALISED' && mayBeBarrier && d >= THRESHOLDS.idle)
    return { value, low: atMostOne, high: value, doubt: 'contended' };
  // One at a time, however many of them are woken and queued.
  if (kind === 'SERIALISED') return exactly(atMostOne);
  const more = mayBeMore(found);
  if (more !== null) return { value, low: value, high: Number.POSITIVE_INFINITY, doubt: more };
  const most = Math.max(value, besideOthers(found, cpus) ? mostOf(found) : 0);
  if (causes.some((cause) => cause.kind === 'contention'))
    return { value, low: r, high: most, doubt: 'contended' };
  return most > value ? { value, low: value, high: most, doubt: 'disturbed' } : exactly(value);
}

/** What it would have wanted at once, at most, on a machine of its own. */
function mostOf({ threads, durationNs, unseenNs }: CoreFindings): number {
  const busy = threads.filter(({ isBusy }) => isBusy);
  return mostAtOnce(busy, meanAlive(busy.map(lifeOf), durationNs)) + (unseenNs ?? 0) / durationNs;
}

function besideOthers(found: CoreFindings, cpus: number): boolean {
  return isBesideOthers(found.conditions, cpus) || isUncertain(found);
}

/** No CPU was idle for them, so that it may be that some of them waited for one that was queued. */
function isUncertain({ reason }: CoreFindings): boolean {
  return reason.kind === 'figures' && reason.rule === 'uncertain';
}

/** Most of what they were queued for is lost: that after the last sample of each. */
function areShortLived({ threads, durationNs }: CoreFindings): boolean {
  const lives = threads.filter(({ isBusy }) => isBusy).map(lifeOf);
  return meanAlive(lives, durationNs) < THRESHOLDS.longLife * lives.length;
}

/** What it kept busy here, and would have on a machine that had all the cores that it was queued for. */
export function busyOf(found: CoreFindings, cpus: number): Measured {
  const { r, d, causes } = found;
  if (r === null || d === null) return unknown('no-verdict');
  const isBound = causes.some((cause) => cause.kind === 'affinity' && cause.narrowedBy === 'mask');
  const more = mayBeMore(found);
  if (more === null && isBound) return exactly(r);
  const high = more === null ? Math.max(r, Math.min(r + d, parallelismOf(found, cpus).high)) : Infinity;
  return { value: r, low: r, high, doubt: more ?? (high > r ? 'queued' : null) };
}

/** What it was queued for; beside neighbours that says more of them than of it. */
export function queuedOf({ d, conditions }: CoreFindings, cpus: number): Measured {
  if (d === null) return unknown('no-verdict');
  return isDisturbed(conditions, cpus) ? { value: d, low: 0, high: d, doubt: 'disturbed' } : exactly(d);
}

export function threadsOf(found: CoreFindings): Measured {
  const { busyThreads: value } = found;
  const more = mayBeMore(found);
  return more === null ? exactly(value) : { value, low: value, high: Infinity, doubt: more };
}

/** Why more of it may have run, or wanted to, than was seen; null where nothing says so. */
function mayBeMore(found: CoreFindings): Doubt | null {
  if (wasStopped(found.conditions)) return 'stopped';
  const { reason, unfollowed, threads, omittedThreads } = found;
  const isUnseen =
    (isUncertain(found) && areShortLived(found)) ||
    (reason.kind === 'short-lives' && reason.lives.mayBeMore) ||
    reason.kind === 'uncharged';
  const areCut = omittedThreads > 0 && threads.at(-1)?.isBusy === true;
  return isUnseen || areCut || unfollowed !== null ? 'unseen' : null;
}
