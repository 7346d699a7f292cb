import { maxOf, minOf } from '../base/extremes.ts';
import type { Kind } from '../model/trial/observation.ts';
import { busyThreads, switchRate } from './busy-threads.ts';
import { ratioOf, sumOf } from './figures.ts';
import { enoughCores, verdictOf } from './verdict.ts';

/** One worker's share of a trial. Times in ns; null where the kernel didn't tell. */
export interface WorkerTimes {
  /** The kernel's thread: workers that share one (an event loop) share its time too, which then counts once. */
  readonly tid: number | null;
  readonly startNs: number | null;
  readonly endNs: number | null;
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
  readonly voluntarySwitches: number | null;
}

export interface Parallelism {
  readonly wallNs: number | null;
  /** Cores kept busy: the sum of running time / wall-clock time. */
  readonly r: number | null;
  /** Cores wanted and not got: the sum of run-queue delay / wall-clock time. */
  readonly d: number | null;
  readonly kind: Kind | null;
}

/** CPU time (getrusage(2)) that the workers' processes used over a time that holds the workers' own. Both in ns. */
export interface ProcessesCpu {
  readonly cpuNs: number;
  readonly wallNs: number;
}

/**
 * How parallel k workers were, from time conservation per thread: wall = running + waiting for a core + blocked.
 * Linux gives the first two for each thread in schedstat (Documentation/scheduler/sched-stats.rst).
 * The window runs from the first worker's start to the last one's end.
 * @param mayShareLock false where it is known that no two of them share a lock
 * @param processes stands in where no thread's time is told, as outside of Linux: more CPU time than wall-clock time proves
 * that cores were busy at once, and less proves nothing, since nobody knows who was queued
 */
export function parallelismOf(
  workers: readonly WorkerTimes[],
  mayShareLock = true,
  processes: ProcessesCpu | null = null,
): Parallelism {
  const starts = known(workers.map((worker) => worker.startNs));
  const ends = known(workers.map((worker) => worker.endNs));
  if (starts === null || ends === null || workers.length === 0) {
    return { wallNs: null, r: null, d: null, kind: null };
  }
  const wallNs = maxOf(ends) - minOf(starts);
  if (processes !== null && workers.every(({ runNs }) => runNs === null)) {
    return { wallNs, ...busyOf(processes, workers.length) };
  }
  const threads = longestOfEachThread(workers);
  const r = ratioOf(sumOf(threads.map((worker) => worker.runNs)), wallNs);
  const d = ratioOf(sumOf(threads.map((worker) => worker.runDelayNs)), wallNs);
  if (r === null || d === null) return { wallNs, r, d, kind: null };
  const wanted = workers.length;
  // Switches are a lock's where there can be one: callbacks of one thread share none, however often it waits.
  const rate = mayShareLock && threads.length > 1 ? rateOf(threads, r) : null;
  return { wallNs, r, d, kind: verdictOf({ wanted, r, d, switchRate: rate }) };
}

function busyOf({ cpuNs, wallNs }: ProcessesCpu, wanted: number): Pick<Parallelism, 'r' | 'd' | 'kind'> {
  const r = ratioOf(cpuNs, wallNs);
  return { r, d: null, kind: r !== null && r >= enoughCores(wanted) ? 'PARALLEL' : null };
}

/** The switch rate of those workers that did the work. */
function rateOf(workers: readonly WorkerTimes[], r: number): number | null {
  return switchRate(busyThreads(workers.map(lifeOf)), r);
}

/** A worker's life, as the rules for busy threads and their switches take it. */
export function lifeOf({ startNs, endNs, runNs, runDelayNs, voluntarySwitches }: WorkerTimes) {
  const lifeNs = (endNs ?? 0) - (startNs ?? 0);
  return { lifeNs, runNs: runNs ?? 0, runDelayNs: runDelayNs ?? 0, voluntarySwitches };
}

function longestOfEachThread(workers: readonly WorkerTimes[]): WorkerTimes[] {
  const threads = new Map<unknown, WorkerTimes>();
  for (const worker of workers) {
    const key = worker.tid ?? worker;
    const other = threads.get(key);
    if (other === undefined || (worker.runNs ?? 0) > (other.runNs ?? 0)) threads.set(key, worker);
  }
  return [...threads.values()];
}

/** All of the values, or null when any is unknown. */
function known(values: readonly (number | null)[]): number[] | null {
  return values.every((value) => value !== null) ? (values as number[]) : null;
}
