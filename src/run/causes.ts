import { countOf, formatRatio, formatShare } from '../base/units.ts';
import type { Conditions, WorkerRecord } from '../model/observation.ts';
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

/** What kept ready workers from running, each cause with its figure. Empty where nothing is known to have. */
export function causesOf(workers: readonly WorkerRecord[], conditions: Conditions, cpus: number): string[] {
  const causes: string[] = [];
  const held = workers.filter((worker) => worker.pin.state === 'held');
  const heldCpus = new Set(held.flatMap((worker) => worker.pin.cpus ?? []));
  if (held.length > heldCpus.size) {
    causes.push(`affinity: ${held.length} workers are pinned to ${countOf(heldCpus.size, 'CPU')}`);
  } else if (workers.length > cpus) {
    causes.push(`affinity: ${workers.length} workers share ${countOf(cpus, 'usable CPU')}`);
  }
  const { throttledPeriods, steal, othersCpus } = conditions;
  if ((throttledPeriods ?? 0) > 0) causes.push(`quota: throttled in ${throttledPeriods} periods`);
  if ((steal ?? 0) > THRESHOLDS.busySteal) causes.push(`steal: the host took ${formatShare(steal)}`);
  if ((othersCpus ?? 0) > THRESHOLDS.busyShare * cpus) {
    causes.push(`neighbours: others used ${formatRatio(othersCpus)} of our ${countOf(cpus, 'CPU')}`);
  }
  if (wasStopped(conditions)) causes.push('a pause: the run was stopped for a while');
  return causes;
}
