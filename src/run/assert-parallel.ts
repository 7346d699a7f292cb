import { formatNs, formatRatio, listOf } from '../base/units.ts';
import { type ObserverReport, startObserver } from '../engine/observer.ts';
import { conditionsBetween, readCpuTimes } from '../machine/conditions.ts';
import { readMachine } from '../machine/read-machine.ts';
import { Sysroot } from '../machine/sysroot.ts';
import type { Conditions, Kind } from '../model/observation.ts';
import { kindOf } from '../stats/parallelism.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { causesOf } from './causes.ts';

/** A gap between two looks of more than this share of the time may hide the end of a thread, and its delays with it. */
const LONGEST_GAP = 0.15;

export interface AssertParallelOptions {
  /** How many cores the work is to keep busy, or to want, at once: mostly the number of its workers. Above 1. */
  readonly atLeast: number;
  /** What becomes of a run that shows nothing, such as a very short one: `pass` resolves, `fail` rejects. */
  readonly inconclusive?: 'pass' | 'fail';
}

/** What the kernel saw while the function ran, over all threads of this process and of its descendants. */
export interface ParallelEvidence {
  readonly outcome: 'parallel' | 'not-parallel' | 'inconclusive';
  /** Cores kept busy, on average; null where the kernel doesn't tell. */
  readonly r: number | null;
  /** Cores wanted and not got, on average. */
  readonly d: number | null;
  readonly kind: Kind | null;
  readonly wallNs: number;
  /** Threads that were busy. */
  readonly threads: number | null;
  /** What held them back, as far as it is known. */
  readonly causes: readonly string[];
  readonly because: string;
}

/** The function's own result, beside the evidence. */
export interface ParallelRun<Value> extends ParallelEvidence {
  readonly value: Value;
}

/** The function worked, and not in parallel. */
export class NotParallelError extends Error {
  readonly evidence: ParallelEvidence;

  constructor(evidence: ParallelEvidence) {
    super(evidence.because);
    this.name = 'NotParallelError';
    this.evidence = evidence;
  }
}

/**
 * Runs a function and asserts that it works in parallel, for tests in place of “the speed-up is above 1.5”. The gate is
 * R + D: cores kept busy plus cores wanted and not got. Neighbours, quotas and slow machines move time from the one to the
 * other, but don't change the sum, so the assertion doesn't fail for them. What a lock serialises stays near 1.
 *
 * Everything that the function starts counts, its start-up too: let it work for half a second or more.
 * @throws NotParallelError (a rejection) with the evidence; and whatever the function itself throws
 */
export async function assertParallel<Value>(
  fn: () => Value | Promise<Value>,
  { atLeast, inconclusive = 'pass' }: AssertParallelOptions,
): Promise<ParallelRun<Value>> {
  if (!(atLeast > 1) || !Number.isFinite(atLeast)) {
    throw new RangeError(`atLeast is ${atLeast}: name a number of cores above 1, such as 2 for two workers`);
  }
  const watched = await watch(fn);
  const evidence = judgeParallel(watched, atLeast);
  const rejects =
    evidence.outcome === 'not-parallel' || (evidence.outcome === 'inconclusive' && inconclusive === 'fail');
  if (rejects) throw new NotParallelError(evidence);
  return { ...evidence, value: watched.value };
}

interface Watched {
  readonly wallNs: number;
  /** Null where threads can't be watched here. */
  readonly report: ObserverReport | null;
  readonly conditions: Conditions;
  readonly cpus: number;
}

async function watch<Value>(fn: () => Value | Promise<Value>): Promise<Watched & { value: Value }> {
  const sysroot = new Sysroot();
  const { allowedCpus, quotaGroup, hasSchedstat } = await readMachine(sysroot);
  const observer = hasSchedstat ? await startObserver().catch(() => null) : null;
  const readTimes = () => readCpuTimes(sysroot, allowedCpus, quotaGroup);
  const before = readTimes();
  const spent = stopwatch();
  try {
    const value = await fn();
    const { wallNs, cpuNs } = spent();
    const after = readTimes();
    const report = (await observer?.stop()) ?? null;
    const cpus = allowedCpus.length;
    const ownNs = Math.max(cpuNs, report?.totals.runNs ?? 0);
    const conditions = {
      ...conditionsBetween(before, after, { wallNs, ownNs, cpus }),
      longestPauseNs: (report?.longestGapMs ?? 0) * 1e6,
      sawStopped: false,
    };
    return { value, wallNs, report, conditions, cpus };
  } catch (error) {
    await observer?.stop();
    throw error;
  }
}

/** Starts now; gives the wall-clock and CPU time of this process since then. */
function stopwatch(): () => { wallNs: number; cpuNs: number } {
  const cpuBefore = process.cpuUsage();
  const start = process.hrtime.bigint();
  return () => {
    const wallNs = Number(process.hrtime.bigint() - start);
    const { user, system } = process.cpuUsage(cpuBefore);
    return { wallNs, cpuNs: (user + system) * 1e3 };
  };
}

/** What follows from what was seen. Pure. */
export function judgeParallel(
  { wallNs, report, conditions, cpus }: Watched,
  atLeast: number,
): ParallelEvidence {
  if (report === null) {
    const nothing = { r: null, d: null, kind: null, wallNs, threads: null, causes: [] };
    return {
      ...nothing,
      outcome: 'inconclusive',
      because: 'the kernel doesn’t tell here how long threads run',
    };
  }
  const { totals } = report;
  const r = totals.runNs / wallNs;
  const d = totals.runDelayNs / wallNs;
  const switchesPerSecond = totals.voluntarySwitches / Math.max(1, totals.threads) / (wallNs / 1e9);
  const gate = gateOf(atLeast);
  const kind = kindOf(gate / THRESHOLDS.parallelShare, r, d, switchesPerSecond);
  const causes = kind === 'STARVED' ? causesOf({ workers: [], d, conditions }, cpus) : [];
  const seen = { r, d, kind, wallNs, threads: totals.threads, causes };
  const figures = `R ${formatRatio(r)} + D ${formatRatio(d)} over ${formatNs(wallNs)}`;
  const unsure = whyUnsure({ wallNs, conditions });
  if (wallNs >= THRESHOLDS.shortestTrialNs && r + d >= gate) {
    const why = causes.length === 0 ? '' : ` (${listOf(causes)})`;
    return { ...seen, outcome: 'parallel', because: `${figures} is at least ${formatRatio(gate)}${why}` };
  }
  if (unsure !== null) return { ...seen, outcome: 'inconclusive', because: `${figures}: ${unsure}` };
  const because = `not parallel: ${figures} is below ${formatRatio(gate)}, where ${atLeast} cores at once were expected (${kind})`;
  return { ...seen, outcome: 'not-parallel', because };
}

/**
 * From this R + D on the work counts as parallel: what was asked for, or 80 % of that many whole workers, whichever is
 * less, since their starting and ending lower the average.
 */
function gateOf(atLeast: number): number {
  return Math.min(atLeast, THRESHOLDS.parallelShare * Math.ceil(atLeast));
}

/** Why too little was seen to speak against the function, or null. */
function whyUnsure({ wallNs, conditions }: Pick<Watched, 'wallNs' | 'conditions'>): string | null {
  if (wallNs < THRESHOLDS.shortestTrialNs) return 'too short a time to tell';
  const gap = conditions.longestPauseNs;
  return gap > wallNs * LONGEST_GAP ? `nobody could look for ${formatNs(gap)}` : null;
}
