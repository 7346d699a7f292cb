import { formatCpuList } from '../../base/cpu-list.ts';
import { countOf } from '../../base/units.ts';
import type { Claim } from '../../model/scenario.ts';
import { PIN_WORDS } from '../../model/trial/evidence.ts';
import type { WorkerRecord } from '../../model/trial/observation.ts';

/** What a test of a claim found. */
export interface Checked {
  readonly expected: string;
  readonly observed: string;
  /** Null where the evidence is missing. */
  readonly holds: boolean | null;
  /** True where a busy machine alone can make it look false. */
  readonly loadSensitive?: boolean;
}

/** A claim from a test whose answer is yes, no, or null where the evidence is missing. */
export function claim(id: string, statement: string, checked: Checked): Claim {
  const { expected, observed, holds, loadSensitive = false } = checked;
  const outcome = holds === null ? 'inconclusive' : holds ? 'holds' : 'fails';
  return { id, statement, expected, observed, outcome, loadSensitive };
}

/** True when all are, false when one is false, null when it is unknown. */
export function every(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) || answers.length === 0 ? null : true;
}

/** The answer of a test whose premise holds; without the premise nothing follows. */
export function given(premise: boolean, answer: boolean | null): boolean | null {
  return premise ? answer : null;
}

/** Whether the kernel applied the affinity that was requested for each of these workers. */
export function allApplied(workers: readonly WorkerRecord[]): boolean {
  return workers.every((worker) => worker.pin.state === 'held');
}

/** The affinity of each worker that was asked onto a CPU was applied: the mask was read back. */
export function pinsApplied(workers: readonly WorkerRecord[]): Claim {
  const pins = workers.filter((worker) => worker.askedCpu !== null).map((worker) => worker.pin);
  const bad = pins.find((pin) => pin.state !== 'held');
  const applied = pins.filter((pin) => pin.state === 'held').length;
  return claim('pins-held', 'each worker is pinned to the CPU that was requested', {
    expected: `${pins.length} of ${pins.length} masks read back as requested`,
    observed: `${applied} of ${pins.length}${bad === undefined ? '' : ` (${PIN_WORDS[bad.state]}: ${bad.why})`}`,
    // An affinity that can't be had proves nothing about the hypothesis; only a mask that was set and then not kept would.
    holds: bad === undefined && pins.length > 0 ? true : null,
  });
}

/** No worker was ever seen on another CPU than its own. */
export function seenOnOwnCpu(workers: readonly WorkerRecord[]): Claim {
  const pinned = workers.filter((worker) => worker.pin.state === 'held');
  const counts = pinned.map(({ askedCpu, cpusSeen }) => ({
    own: cpusSeen[`${askedCpu}`] ?? 0,
    all: Object.values(cpusSeen).reduce((sum, count) => sum + count, 0),
  }));
  const total = counts.reduce((sum, { all }) => sum + all, 0);
  const own = counts.reduce((sum, count) => sum + count.own, 0);
  const unseen = counts.filter(({ all }) => all === 0).length;
  const gap = unseen === 0 ? '' : `; ${countOf(unseen, 'worker')} without a sample`;
  return claim('own-cpu', 'each worker runs only on its own CPU', {
    expected: 'all samples',
    observed: pinned.length === 0 ? 'no worker is pinned' : `${own} of ${countOf(total, 'sample')}${gap}`,
    holds: pinned.length === 0 || (unseen > 0 && own === total) ? null : own === total,
  });
}

/** Each worker did all that was asked of it. */
export function allUnitsDone(workers: readonly WorkerRecord[]): Claim {
  const wanted = workers.reduce((sum, worker) => sum + (worker.units ?? 0), 0);
  const done = workers.reduce((sum, worker) => sum + worker.unitsDone, 0);
  return claim('all-done', 'every worker completes all of its steps', {
    expected: countOf(wanted, 'step'),
    observed: countOf(done, 'step'),
    holds: workers.every((worker) => worker.state === 'done') && done === wanted,
  });
}

/** The CPUs that a worker was seen on, as a list: `0-1`, or `?`. */
export function cpusSeen({ cpusSeen }: Pick<WorkerRecord, 'cpusSeen'>): string {
  return formatCpuList(Object.keys(cpusSeen).map(Number)) || '?';
}
