import type { AffinityCause, Cause } from '../model/cause.ts';
import type { Conditions, Observation, WorkerRecord } from '../model/trial/observation.ts';
import {
  hasNeighbours,
  hasPaused,
  hasSteal,
  isThrottled,
  mostlyWantsToRun,
  waitedBesideIdle,
  wasKeptWaiting,
  wasStopped,
} from '../stats/disturbance.ts';
import { lifeOf } from '../stats/parallelism.ts';

type Trial = Pick<Observation, 'workers' | 'r' | 'd' | 'conditions'>;

/**
 * Whether CPUs stood idle while workers that had one each waited for it, and no quota that we can see says why: then a
 * limit applies that can't be seen. Null where /proc/stat or the kernel's clocks don't tell.
 */
export function isHeldBackUnseen({ workers, r, d, conditions }: Trial, cpus: number): boolean | null {
  const { idleCpus } = conditions;
  if (r === null || d === null || idleCpus === null) return null;
  if (!mostlyWantsToRun({ r, d }, workers.length) || crowding(workers, cpus) !== null) return false;
  return waitedBesideIdle(d, idleCpus, workers.length) && !isThrottled(conditions) && !wasStopped(conditions);
}

/**
 * Whether a worker was kept from its CPU though there was one for each: somebody else ran there, also where /proc/stat shows
 * no neighbours, because they came in bursts, on few of our CPUs, or outside of our container.
 */
export function isKeptWaiting({ workers }: Pick<Trial, 'workers'>, cpus: number): boolean {
  return crowding(workers, cpus) === null && workers.some((worker) => wasKeptWaiting(lifeOf(worker)));
}

/** What kept ready workers from running. Empty where nothing is known to have. */
export function causesOf(trial: Trial, cpus: number, quotaCpus: number | null = null): Cause[] {
  const crowded = crowding(trial.workers, cpus);
  const unseen = isHeldBackUnseen(trial, cpus) === true;
  const around = causesAround(trial.conditions, { cpus, unseen, quotaCpus });
  return crowded === null ? around : [crowded, ...around];
}

/** What is known of the CPUs that a program has. */
export interface Around {
  readonly cpus: number;
  /** Whether a limit has to apply that can’t be seen. */
  readonly unseen: boolean;
  /** CPUs that the quota allows; null where that isn't known. */
  readonly quotaCpus: number | null;
}

/** What around a program kept it from running. */
export function causesAround(conditions: Conditions, { cpus, unseen, quotaCpus }: Around): Cause[] {
  const { throttledPeriods, steal, othersCpus, idleCpus, longestPauseNs, sawStopped } = conditions;
  const causes: (Cause | false)[] = [
    isThrottled(conditions) && { kind: 'quota', throttledPeriods: throttledPeriods ?? 0, cpus: quotaCpus },
    unseen && { kind: 'unseen', idleCpus: idleCpus ?? 0 },
    hasSteal(conditions) && { kind: 'steal', share: steal ?? 0 },
    // Where CPUs were idle meanwhile, the neighbours had left room.
    !unseen && hasNeighbours(conditions, cpus) && { kind: 'neighbours', cpus: othersCpus ?? 0, ofCpus: cpus },
    sawStopped && { kind: 'stopped' },
    hasPaused(conditions) && { kind: 'pause', longestPauseNs },
  ];
  return causes.filter((cause) => cause !== false);
}

/** More workers than CPUs for them, or null. */
function crowding(workers: readonly WorkerRecord[], cpus: number): AffinityCause | null {
  const held = workers.filter((worker) => worker.pin.state === 'held');
  const heldCpus = [...new Set(held.flatMap((worker) => worker.pin.cpus ?? []))].sort((a, b) => a - b);
  if (held.length > heldCpus.length) {
    const usableCpus = heldCpus.length;
    return { kind: 'affinity', narrowedBy: 'pin', threads: held.length, cpus: heldCpus, usableCpus };
  }
  // Workers of one event loop share its thread, and want no CPU more than that.
  const threads = new Set(workers.map((worker) => worker.tid ?? worker));
  return threads.size > cpus
    ? { kind: 'affinity', narrowedBy: 'count', threads: workers.length, cpus: null, usableCpus: cpus }
    : null;
}
