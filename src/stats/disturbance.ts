import type { Conditions } from '../model/trial/observation.ts';
import { THRESHOLDS } from './thresholds.ts';
import { enoughCores, wasQueued } from './verdict.ts';

// The rules of what else went on while something ran. Unknown figures disturb nothing.

/** Nobody ran for a while, not even we: a suspended machine, Ctrl-Z of ourselves, a machine that is far too busy. */
export function hasPaused({ longestPauseNs }: Pick<Conditions, 'longestPauseNs'>): boolean {
  return longestPauseNs > THRESHOLDS.longestPauseNs;
}

/** We or a worker stood still for a while: Ctrl-Z, SIGSTOP, a suspended machine. */
export function wasStopped(conditions: Pick<Conditions, 'longestPauseNs' | 'sawStopped'>): boolean {
  return conditions.sawStopped || hasPaused(conditions);
}

/** Other programs used much of so many CPUs. */
export function hasNeighbours({ othersCpus }: Pick<Conditions, 'othersCpus'>, cpus: number): boolean {
  return (othersCpus ?? 0) > THRESHOLDS.neighboursShare * cpus;
}

/** The hypervisor took much of the time. */
export function hasSteal({ steal }: Pick<Conditions, 'steal'>): boolean {
  return (steal ?? 0) > THRESHOLDS.busySteal;
}

/** The kernel throttled us. */
export function isThrottled({ throttledPeriods }: Pick<Conditions, 'throttledPeriods'>): boolean {
  return (throttledPeriods ?? 0) > 0;
}

/** Something else took so much of the time that nothing can be said against the hypothesis. */
export function isDisturbed(conditions: Conditions, cpus: number): boolean {
  return wasStopped(conditions) || hasNeighbours(conditions, cpus) || hasSteal(conditions);
}

/** So many that wanted a CPU each were queued for `d` cores' worth of time, while as many CPUs were idle. */
export function waitedBesideIdle(d: number, idleCpus: number, wanted: number): boolean {
  return Math.min(d, idleCpus) > THRESHOLDS.idleWhileWaiting * Math.max(1, wanted);
}

/** Whoever sleeps and wakes is queued for a moment each time, beside idle CPUs too: only who mostly wants to run is held back. */
export function mostlyWantsToRun(
  { r, d }: { readonly r: number; readonly d: number },
  wanted: number,
): boolean {
  return r + d >= enoughCores(wanted);
}

/** A thread that wanted a CPU nearly all of its life was queued for much of it. */
export function wasKeptWaiting(life: {
  readonly lifeNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
}): boolean {
  if (life.lifeNs <= 0) return false;
  const [r, d] = [life.runNs / life.lifeNs, life.runDelayNs / life.lifeNs];
  return mostlyWantsToRun({ r, d }, 1) && wasQueued(d);
}

/** The slowest worker took so much longer that the work was shared unevenly. */
export function isUneven(fastestNs: number, slowestNs: number): boolean {
  return slowestNs > fastestNs * THRESHOLDS.uneven;
}
