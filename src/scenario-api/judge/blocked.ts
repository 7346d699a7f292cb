import { formatShare } from '../../base/units.ts';
import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import type { WaitKind, WorkerLock } from '../../model/waits.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { durationNs } from './checked.ts';
import { type Checked, every } from './claims.ts';

/** Why it isn't known what workers were blocked in, where it is of none of them; null where it is of one. */
export function whyNoWaits({ workers }: Observation): string | null {
  const isKnown = workers.some(({ waits }) => waits !== null && waits.byKind.lock !== null);
  return isKnown ? null : 'what blocked threads wait for can’t be read here (/proc/PID/task/TID/syscall)';
}

/** The share of its blocked time in which a worker was found in this kind of wait; null where that is unknown. */
export function blockedShare({ waits }: WorkerRecord, kind: WaitKind): number | null {
  if (waits === null || waits.byKind.lock === null) return null;
  const whole = Object.values(waits.byKind).reduce((sum: number, ns) => sum + (ns ?? 0), 0);
  return whole === 0 ? null : (waits.byKind[kind] ?? 0) / whole;
}

/** The share of its own time in which a worker's thread neither ran nor was queued for a core; null where that is unknown. */
export function blockedOfLife(worker: WorkerRecord): number | null {
  const { runNs, runDelayNs } = worker;
  const wallNs = durationNs(worker);
  if (wallNs === null || runNs === null || runDelayNs === null) return null;
  return Math.max(0, 1 - (runNs + runDelayNs) / wallNs);
}

/** Each of these workers was blocked mostly in this kind of wait. */
export function mostlyBlockedIn(kind: WaitKind, name: string, workers: readonly WorkerRecord[]): Checked {
  const shares = workers.map((worker) => blockedShare(worker, kind));
  return {
    expected: `${name}: ${formatShare(THRESHOLDS.mostlyWaits)} of the blocked time or more`,
    observed: shares.map((share) => (share === null ? 'unknown' : formatShare(share))).join(', '),
    holds: every(shares.map((share) => (share === null ? null : share >= THRESHOLDS.mostlyWaits))),
  };
}

/** The lock at which a worker waited longest; null where it waited at none, or nobody knows. */
export function lockOf({ waits }: WorkerRecord): WorkerLock | null {
  return waits?.locks[0] ?? null;
}

/** `w1: lock A (_PyRuntime)`. */
export function lockText(worker: WorkerRecord): string {
  const lock = lockOf(worker);
  return `${worker.name}: ${lock === null ? 'no lock seen' : `lock ${lock.id} (${lock.symbol ?? 'no symbol'})`}`;
}

/** The share of its blocked time in which it waited at the GIL; null where what it waited for is unknown. */
export function gilShare(worker: WorkerRecord): number | null {
  const all = blockedShare(worker, 'lock');
  if (all === null) return null;
  const locks = worker.waits?.locks ?? [];
  const lockNs = locks.reduce((sum, { ns }) => sum + ns, 0);
  const gilNs = locks.reduce((sum, { isGil, ns }) => sum + (isGil ? ns : 0), 0);
  return lockNs === 0 ? 0 : (all * gilNs) / lockNs;
}
