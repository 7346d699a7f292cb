import { requirePermissions } from '../base/refusals/permissions.ts';
import { argumentOf, optionsOf } from '../base/shape/combine.ts';
import { must } from '../base/shape/shape.ts';
import { callable, oneOf } from '../base/shape/values.ts';
import { nowNs } from '../base/time/real.ts';
import { startObserver } from '../engine/observer.ts';
import { conditionsBetween, readCpuTimes } from '../machine/conditions.ts';
import { readMachine } from '../machine/read-machine.ts';
import { Sysroot } from '../machine/sysroot.ts';
import { parallelBecause } from '../report/words/parallel.ts';
import { judgeParallel, type ParallelFindings, type Watched } from '../run/judge-parallel.ts';
import { EvidenceError } from './evidence-error.ts';

export interface AssertParallelOptions {
  /** How many cores the work is to keep busy, or to want, at once: mostly the number of its workers. Above 1. */
  readonly atLeast: number;
  /** What becomes of a run that shows nothing, such as a very short one: `pass` resolves, `fail` rejects. */
  readonly inconclusive?: 'pass' | 'fail';
}

const CALLER = 'assertParallel';
const checkFunction = argumentOf(CALLER, 'fn', callable);
const checkOptions = optionsOf<AssertParallelOptions>(
  CALLER,
  {
    atLeast: must(
      'a number of cores above 1, such as 2 for two workers',
      (value) => Number.isFinite(value) && (value as number) > 1,
    ),
    inconclusive: oneOf(['pass', 'fail']),
  },
  ['atLeast'],
);

/** What the kernel saw while the function ran, and what follows from it, in words. */
export interface ParallelEvidence extends ParallelFindings {
  readonly because: string;
}

/** The function's own result, beside the evidence. */
export interface ParallelRun<Value> extends ParallelEvidence {
  readonly value: Value;
}

/** The function worked, and not in parallel. */
export class NotParallelError extends EvidenceError<ParallelEvidence> {
  constructor(evidence: ParallelEvidence) {
    super('NotParallelError', evidence);
  }
}

/**
 * Runs a function and asserts that it works in parallel, for tests in place of “the speed-up is above 1.5”. The gate is
 * R + D: cores kept busy plus cores wanted and not got. Neighbours, quotas and slow machines move time from the one to the
 * other, but don't change the sum, so the assertion doesn't fail for them. What a lock serialises stays near 1.
 *
 * Everything that the function starts counts, its start-up too: let it work for half a second or more.
 * @throws TypeError that says what to pass instead; NotParallelError with the evidence; ConcurError where Node’s permission model
 *   refuses what it takes; and whatever the function itself throws
 */
export async function assertParallel<Value>(
  fn: () => Value | Promise<Value>,
  options: AssertParallelOptions,
): Promise<ParallelRun<Value>> {
  checkFunction(fn);
  checkOptions(options ?? {});
  const { atLeast, inconclusive = 'pass' } = options;
  const watched = await watch(fn);
  const evidence = evidenceOf(watched, atLeast);
  const rejects =
    evidence.outcome === 'not-parallel' || (evidence.outcome === 'inconclusive' && inconclusive === 'fail');
  if (rejects) throw new NotParallelError(evidence);
  return { ...evidence, value: watched.value };
}

/** What follows from what was seen of a function. Pure. */
export function evidenceOf(watched: Watched, atLeast: number): ParallelEvidence {
  const judged = judgeParallel(watched, atLeast);
  const { reason: _, ...found } = judged;
  return { ...found, because: parallelBecause(judged) };
}

/** Calls that are under way in this process. */
const underWay = new Set<{ isShared: boolean }>();

async function watch<Value>(fn: () => Value | Promise<Value>): Promise<Watched & { value: Value }> {
  const call = { isShared: underWay.size > 0 };
  for (const other of underWay) other.isShared = true;
  underWay.add(call);
  try {
    return { ...(await watchAlone(fn)), isShared: call.isShared };
  } finally {
    underWay.delete(call);
  }
}

async function watchAlone<Value>(
  fn: () => Value | Promise<Value>,
): Promise<Omit<Watched, 'isShared'> & { value: Value }> {
  requirePermissions(['fs.read', 'worker']);
  const sysroot = new Sysroot();
  const machine = await readMachine(sysroot);
  const { allowedCpus, hasSchedstat } = machine;
  const observer = hasSchedstat ? await startObserver().catch(() => null) : null;
  const readTimes = () => readCpuTimes(sysroot, allowedCpus, machine);
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
  const start = nowNs();
  return () => {
    const wallNs = Number(nowNs() - start);
    const { user, system } = process.cpuUsage(cpuBefore);
    return { wallNs, cpuNs: (user + system) * 1e3 };
  };
}
