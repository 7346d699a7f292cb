import { maxOf, minOf } from '../../base/extremes.ts';
import type { Observation } from '../../model/trial/observation.ts';
import { ratioOf, sumOf } from '../../stats/figures.ts';
import {
  isTooShortACall,
  type LockVerdict,
  lockInTwoThreads,
  lockOnOneThread,
} from '../../stats/lock-verdict.ts';

/** One call of many that a worker repeats, as it was seen. */
export interface SeenCall {
  readonly call: string;
  readonly verdict: LockVerdict;
  /** Cores that its threads ran on, and waited for. */
  readonly r: number | null;
  readonly d: number | null;
  /** Cores that all threads of the process kept busy. */
  readonly process: number | null;
  /** Whether it does hardly more than an empty call, or leaves its work for later; false where that isn’t known. */
  readonly returnsEarly: boolean;
}

/** What a worker found out about a call. Times in ns. */
interface CallTimes {
  readonly call: string;
  readonly count?: number;
  /** On the clock of the machine, so that threads’ can be compared. */
  readonly startNs?: number;
  readonly wallNs: number;
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
  readonly processCpuNs?: number;
  /** The CPU time of the process when it began and ended: so that threads’ can be compared. */
  readonly processFromNs?: number;
  readonly processToNs?: number;
  /** What the user’s own call would take if it were empty. */
  readonly emptyNs?: number;
  /** Whether it leaves work that nobody waits for. */
  readonly returnsEarly?: boolean;
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
    const process = ratioOf(processNs(pair), wallNs);
    return {
      call: call.call,
      r,
      d,
      process,
      returnsEarly: returnEarly(pair),
      verdict: lockInTwoThreads({ r, d, process }),
    };
  });
}

function startOf({ startNs = 0 }: CallTimes): number {
  return startNs;
}

/** CPU time of all threads from the first one’s start to the last one’s end. */
function processNs(pair: readonly CallTimes[]): number | null {
  const known = pair.flatMap(({ processFromNs: from, processToNs: to }) =>
    from === undefined || to === undefined ? [] : [{ from, to }],
  );
  if (known.length < pair.length) return null;
  return maxOf(known.map(({ to }) => to)) - minOf(known.map(({ from }) => from));
}

function returnEarly(calls: readonly CallTimes[]): boolean {
  const emptyNs = calls[0]?.emptyNs;
  const runNs = sumOf(calls.map((call) => call.runNs));
  const count = calls.reduce((sum, call) => sum + (call.count ?? 0), 0);
  if (calls.some((call) => call.returnsEarly === true)) return true;
  return emptyNs !== undefined && runNs !== null && count > 0 && isTooShortACall(runNs / count, emptyNs);
}

/** A call on Node's thread: its own work, or that of another thread of the process, while it is free. */
export function onOneThread(observation: Observation): SeenCall[] {
  const [calls = []] = callsOf(observation);
  return calls.map((times) => {
    const { call, wallNs, runNs, runDelayNs, processCpuNs = null } = times;
    const [r, d, process] = [runNs, runDelayNs, processCpuNs].map((ns) => ratioOf(ns, wallNs)) as Figures;
    const verdict = lockOnOneThread({ r, d, process });
    return { call, r, d, process, returnsEarly: returnEarly([times]), verdict };
  });
}

type Figures = [r: number | null, d: number | null, process: number | null];
