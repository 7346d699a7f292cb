import type { AffinityCause, Cause } from '../../model/cause.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { Conditions } from '../../model/trial/observation.ts';
import { isThrottled, waitedBesideIdle } from '../../stats/disturbance.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { causesAround } from '../causes.ts';

/** What a watched program ran in. */
export interface ProgramContext {
  readonly durationNs: number;
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
 * @param isStarved whether they would have used a CPU each
 * @param d cores that its threads wanted and didn't get
 */
export function causesOfProgram(
  context: ProgramContext,
  busy: readonly WatchedThreadRecord[],
  isStarved: boolean,
  d: number,
): Cause[] {
  const { conditions, cpus, quotaCpus } = context;
  const crowding = crowdingOf(context, busy);
  const unseen =
    isStarved &&
    crowding === null &&
    !isThrottled(conditions) &&
    waitedBesideIdle(d, conditions.idleCpus ?? 0, busy.length);
  const usableCpus = allowedFor(busy).length || cpus;
  const around = causesAround(conditions, { cpus: usableCpus, unseen, quotaCpus });
  return crowding === null ? around : [crowding, ...around];
}

/**
 * The threads that want more CPUs between them than their affinity masks have, where there are any: of several such
 * groups the one with the fewest CPUs. Threads whose masks lie within that of others count with these, too.
 */
export function crowdingOf(
  { durationNs, cpus }: Pick<ProgramContext, 'durationNs' | 'cpus'>,
  busy: readonly WatchedThreadRecord[],
): AffinityCause | null {
  for (const mask of masksOf(busy)) {
    const allowed = new Set(mask);
    const group = busy.filter(
      ({ allowedCpus }) => allowedCpus?.every((cpu) => allowed.has(cpu)) ?? mask.length === 0,
    );
    const usableCpus = mask.length || cpus;
    const wantedNs = group.reduce((sum, { runNs, runDelayNs }) => sum + runNs + runDelayNs, 0);
    if (wantedNs < THRESHOLDS.crowded * usableCpus * durationNs) continue;
    const narrowedBy = usableCpus < cpus ? 'mask' : 'count';
    return {
      kind: 'affinity',
      narrowedBy,
      threads: group.length,
      cpus: mask.length === 0 ? null : mask,
      usableCpus,
    };
  }
  return null;
}

/** The different masks of these threads, and what they are together, the smallest first; an empty one stands for those that couldn't be read. */
function masksOf(busy: readonly WatchedThreadRecord[]): (readonly number[])[] {
  const masks = [...busy.map(({ allowedCpus }) => allowedCpus ?? []), allowedFor(busy)];
  const distinct = new Map(masks.map((mask) => [mask.join(), mask]));
  return [...distinct.values()].sort((a, b) => (a.length || Infinity) - (b.length || Infinity));
}
