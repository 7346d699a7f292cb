import type { Measured } from '../model/documents/cores-report.ts';
import type { Observation } from '../model/trial/observation.ts';
import type { TrialPlan } from '../model/trial/plan.ts';
import { assignCpus } from '../scenario-api/plan/assign-cpus.ts';
import { spinFor } from '../scenario-api/plan/work.ts';
import { slot, trial } from '../scenario-api/plan/workers.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { isHeldBackUnseen } from './causes.ts';
import type { RunContext } from './run-context.ts';
import { runTrial } from './trial/trial.ts';

/** How long the one burner that the others are compared with computes; the rest of the time is for all of them. */
const ALONE_SHARE = 0.2;

/**
 * Keeps every usable CPU busy and reads what that got us. Each burner is pinned to a CPU of its own: on isolated CPUs
 * the kernel wouldn't spread them.
 * @returns null when it was stopped before its end
 */
export async function measure(context: RunContext, durationMs: number): Promise<Measured | null> {
  const { cpus } = context;
  const alone =
    cpus.length === 1
      ? null
      : await runTrial('cores', burners(context, 1, durationMs * ALONE_SHARE), context);
  if (context.signal.aborted) return null;
  const all = await runTrial('cores', burners(context, cpus.length, durationMs * (1 - ALONE_SHARE)), context);
  return context.signal.aborted ? null : measuredFrom(all, alone ?? all, cpus.length);
}

function burners({ machine, cpus }: RunContext, count: number, durationMs: number): TrialPlan {
  const order = assignCpus(
    count,
    machine.tools.taskset === null ? 'none' : 'spread',
    cpus,
    machine.siblingGroups,
  );
  const slots = order.map((cpu, index) =>
    slot(index, { name: `CPU ${cpu ?? index}`, engine: 'threads', cpu, work: spinFor(durationMs) }),
  );
  return trial(count === 1 ? 'one alone' : 'all usable CPUs', slots);
}

function measuredFrom(all: Observation, alone: Observation, cpus: number): Measured {
  const { steal, othersCpus, idleCpus, throttledPeriods } = all.conditions;
  return {
    r: all.r,
    d: all.d,
    ...possibleThroughput(throughputX(all, alone), all.r),
    throttledPeriods,
    steal,
    othersCpus,
    idleCpus,
    seconds: all.wallNs === null ? null : all.wallNs / 1e9,
    workers: all.workers.length,
    kind: all.kind,
    causes: all.causes,
    hiddenLimit: isHeldBackUnseen(all, cpus),
  };
}

/** More work than the CPUs that were utilised can do was not done: the one alone was disturbed. */
export function possibleThroughput(
  throughputX: number | null,
  r: number | null,
): Pick<Measured, 'throughputX' | 'throughputNoise'> {
  const isNoise = throughputX !== null && r !== null && throughputX > r * (1 + THRESHOLDS.measuringSlack);
  return isNoise
    ? { throughputX: null, throughputNoise: throughputX }
    : { throughputX, throughputNoise: null };
}

/** Units of all in a time ÷ units of one in as much running time: neighbours and quotas don't change what one can do. */
export function throughputX(all: Observation, alone: Observation): number | null {
  const [one] = alone.workers;
  if (one?.runNs == null || one.runNs === 0 || one.unitsDone === 0 || !all.wallNs) return null;
  const units = all.workers.reduce((sum, { unitsDone }) => sum + unitsDone, 0);
  return units / all.wallNs / (one.unitsDone / one.runNs);
}
