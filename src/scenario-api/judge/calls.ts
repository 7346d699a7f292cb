import { maxOf, minOf } from '../../base/extremes.ts';
import type { Observation } from '../../model/trial/observation.ts';
import { ratioOf, sumOf } from '../../stats/figures.ts';
import { type LockVerdict, lockInTwoThreads, lockOnOneThread } from '../../stats/lock-verdict.ts';

/** One call of many that a worker repeats, as it was seen. */
export interface SeenCall {
  readonly call: string;
  readonly verdict: LockVerdict;
  /** Cores that its threads ran on, and waited for. */
  readonly r: number | null;
  readonly d: number | null;
  /** Cores that all threads of the process kept busy: of Node's only. */
  readonly process: number | null;
}

/** What a worker found out about a call. Times in ns. */
interface CallTimes {
  readonly call: string;
  /** On the clock of the machine, so that threads’ can be compared. */
  readonly startNs?: number;
  readonly wallNs: number;
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
  readonly processCpuNs?: number;
}

function callsOf({ workers }: Observation): CallTimes[][] {
  return workers.map(({ finding }) => (finding ?? []) as unknown as CallTimes[]);
}

/** The same call in two threads: one core's worth where it holds the lock, two wanted where it doesn't. */
export function inTwoThreads(observation: Observation): SeenCall[] {
  const [first = [], second = []] = callsOf(observation);
  return first.map((call, index) => {
    const pair = [call, second[index] ?? call];
    // They don’t begin at the same moment: who has the lock lets the other one wait.
    const [starts, ends] = [pair.map(startOf), pair.map((each) => startOf(each) + each.wallNs)];
    const wallNs = maxOf(ends) - minOf(starts);
    const r = ratioOf(sumOf(pair.map(({ runNs }) => runNs)), wallNs);
    const d = ratioOf(sumOf(pair.map(({ runDelayNs }) => runDelayNs)), wallNs);
    return { call: call.call, r, d, process: null, verdict: lockInTwoThreads({ r, d }) };
  });
}

function startOf({ startNs = 0 }: CallTimes): number {
  return startNs;
}

/** A call on Node's thread: its own work, or that of another thread of the process, while it is free. */
export function onOneThread(observation: Observation): SeenCall[] {
  const [calls = []] = callsOf(observation);
  return calls.map(({ call, wallNs, runNs, runDelayNs, processCpuNs = null }) => {
    const [r, d, process] = [runNs, runDelayNs, processCpuNs].map((ns) => ratioOf(ns, wallNs)) as Figures;
    return { call, r, d, process, verdict: lockOnOneThread({ r, d, process }) };
  });
}

type Figures = [r: number | null, d: number | null, process: number | null];
