import type { AffinityCause, Cause } from '../../model/cause.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { Conditions } from '../../model/trial/observation.ts';
import { isThrottled, waitedBesideIdle } from '../../stats/disturbance.ts';
import { causesAround } from '../causes.ts';

/** What a watched program ran in. */
export interface ProgramContext {
  readonly conditions: Conditions;
  /** CPUs that the machine has for us. */
  readonly cpus: number;
  readonly quotaCpus: number | null;
}

/** The CPUs that these threads may use between them, ascending; empty where none was read. */
export function allowedFor(threads: readonly WatchedThreadRecord[]): number[] {
  return [...new Set(threads.flatMap(({ allowedCpus }) => allowedCpus ?? []))].sort((a, b) => a - b);
}

/**
 * What kept a program's busy threads from running.
 * @param wantedCpus how many CPUs its threads would use at once, or 0 where they aren’t known to be starved
 * @param d cores that its threads wanted and didn't get
 */
export function causesOfProgram(
  { conditions, cpus, quotaCpus }: ProgramContext,
  busy: readonly WatchedThreadRecord[],
  wantedCpus: number,
  d: number,
): Cause[] {
  const allowed = allowedFor(busy);
  const usableCpus = allowed.length === 0 ? cpus : allowed.length;
  const isCrowded = usableCpus < wantedCpus;
  const unseen =
    wantedCpus > 0 &&
    !isCrowded &&
    !isThrottled(conditions) &&
    waitedBesideIdle(d, conditions.idleCpus ?? 0, wantedCpus);
  const around = causesAround(conditions, { cpus: usableCpus, unseen, quotaCpus });
  if (!isCrowded) return around;
  const crowding: AffinityCause = {
    kind: 'affinity',
    narrowedBy: usableCpus < cpus ? 'mask' : 'count',
    threads: busy.length,
    cpus: allowed.length === 0 ? null : allowed,
    usableCpus,
  };
  return [crowding, ...around];
}
