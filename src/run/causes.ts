import { countOf, formatRatio, formatShare } from '../base/units.ts';
import type { Conditions, Observation, WorkerRecord } from '../model/observation.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';

/** Whether we or a worker stood still for a while: Ctrl-Z, SIGSTOP, a suspended machine. */
export function wasStopped({ longestPauseNs, sawStopped }: Conditions): boolean {
  return sawStopped || longestPauseNs > THRESHOLDS.longestPauseNs;
}

/** Whether something else took so much of the time that nothing can be said against the hypothesis. */
export function isDisturbed(conditions: Conditions, cpus: number): boolean {
  const { othersCpus, steal } = conditions;
  if (wasStopped(conditions)) return true;
  return (othersCpus ?? 0) > THRESHOLDS.busyShare * cpus || (steal ?? 0) > THRESHOLDS.busySteal;
}

/**
 * Whether CPUs stood idle while workers that had one each waited for it, and no quota that we can see says why: then a
 * limit applies that can't be seen. Null where /proc/stat or the kernel's clocks don't tell.
 */
export function isHeldBackUnseen(
  { workers, r, d, conditions }: Pick<Observation, 'workers' | 'r' | 'd' | 'conditions'>,
  cpus: number,
): boolean | null {
  const { idleCpus, throttledPeriods } = conditions;
  if (r === null || d === null || idleCpus === null) return null;
  // Whoever sleeps and wakes waits a moment each time, beside CPUs that are idle too.
  if (r + d < THRESHOLDS.parallelShare * workers.length) return false;
  const crowded = hasTooFewCpus(workers, cpus) !== null;
  const waitedBesideIdle = Math.min(d, idleCpus) > THRESHOLDS.idleWhileWaiting * Math.max(1, workers.length);
  return waitedBesideIdle && !crowded && (throttledPeriods ?? 0) === 0 && !wasStopped(conditions);
}

/** What kept ready workers from running, each cause with its figure. Empty where nothing is known to have. */
export function causesOf(
  trial: Pick<Observation, 'workers' | 'r' | 'd' | 'conditions'>,
  cpus: number,
): string[] {
  const crowded = hasTooFewCpus(trial.workers, cpus);
  const surroundings = causesAround(trial.conditions, cpus, isHeldBackUnseen(trial, cpus) === true);
  return crowded === null ? surroundings : [crowded, ...surroundings];
}

/** What around a program kept it from running. @param unseen whether a limit has to apply that can’t be seen */
export function causesAround(conditions: Conditions, cpus: number, unseen: boolean): string[] {
  const { throttledPeriods, steal, othersCpus, idleCpus } = conditions;
  const causes: string[] = [];
  if ((throttledPeriods ?? 0) > 0) causes.push(`quota: throttled in ${throttledPeriods} periods`);
  if (unseen) causes.push(`a limit that can’t be seen: ${formatRatio(idleCpus)} CPUs stood idle meanwhile`);
  if ((steal ?? 0) > THRESHOLDS.busySteal) causes.push(`steal: the host took ${formatShare(steal)}`);
  if ((othersCpus ?? 0) > THRESHOLDS.busyShare * cpus) {
    causes.push(`neighbours: others used ${formatRatio(othersCpus)} of our ${countOf(cpus, 'CPU')}`);
  }
  if (wasStopped(conditions)) causes.push('a pause: the run was stopped for a while');
  return causes;
}

/** More workers than CPUs, in words, or null. */
function hasTooFewCpus(workers: readonly WorkerRecord[], cpus: number): string | null {
  const held = workers.filter((worker) => worker.pin.state === 'held');
  const heldCpus = new Set(held.flatMap((worker) => worker.pin.cpus ?? []));
  if (held.length > heldCpus.size) {
    return `affinity: ${held.length} workers are pinned to ${countOf(heldCpus.size, 'CPU')}`;
  }
  // Workers of one event loop share its thread, and want no CPU more than that.
  const threads = new Set(workers.map((worker) => worker.tid ?? worker));
  return threads.size > cpus
    ? `affinity: ${workers.length} workers share ${countOf(cpus, 'usable CPU')}`
    : null;
}
