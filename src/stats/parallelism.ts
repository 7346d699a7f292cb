import type { Kind } from '../model/observation.ts';
import { ratioOf, sumOf } from './figures.ts';
import { THRESHOLDS } from './thresholds.ts';

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

/**
 * How parallel k workers were, from time conservation per thread: wall = running + waiting for a core + blocked.
 * Linux gives the first two for each thread in schedstat (Documentation/scheduler/sched-stats.rst).
 * The window runs from the first worker's start to the last one's end.
 */
export function parallelismOf(workers: readonly WorkerTimes[]): Parallelism {
  const starts = known(workers.map((worker) => worker.startNs));
  const ends = known(workers.map((worker) => worker.endNs));
  if (starts === null || ends === null || workers.length === 0) {
    return { wallNs: null, r: null, d: null, kind: null };
  }
  const wallNs = Math.max(...ends) - Math.min(...starts);
  const threads = longestOfEachThread(workers);
  const r = ratioOf(sumOf(threads.map((worker) => worker.runNs)), wallNs);
  const d = ratioOf(sumOf(threads.map((worker) => worker.runDelayNs)), wallNs);
  const switches = sumOf(workers.map((worker) => worker.voluntarySwitches));
  // Of running, not of wall-clock time: neighbours slow a lock's holders down, and their handing over with them.
  const ranSeconds = Math.max(((r ?? 1) * wallNs) / 1e9, Number.MIN_VALUE);
  const switchesPerSecond = switches === null ? null : switches / workers.length / ranSeconds;
  return {
    wallNs,
    r,
    d,
    kind: r === null || d === null ? null : kindOf(workers.length, r, d, switchesPerSecond),
  };
}

/**
 * Names the situation of k workers. The order matters: a lock can only be told once plenty of cores is ruled out.
 * @param switchesPerSecond voluntary switches of each worker in a second in which one of them ran; null where unknown
 */
export function kindOf(k: number, r: number, d: number, switchesPerSecond: number | null): Kind {
  const enough = THRESHOLDS.parallelShare * k;
  if (r >= enough) return 'PARALLEL';
  if (r + d >= enough) return 'STARVED';
  const handsOver = (switchesPerSecond ?? 0) >= THRESHOLDS.lockSwitchesPerSecond;
  const oneAtATime = r <= THRESHOLDS.oneCore && r + d >= THRESHOLDS.oneWanted;
  if (oneAtATime && handsOver) return 'SERIALISED';
  return r < THRESHOLDS.idle && d < THRESHOLDS.idle ? 'WAITING' : 'MIXED';
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
