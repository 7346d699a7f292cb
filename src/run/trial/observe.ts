import { conditionsBetween } from '../../machine/conditions.ts';
import { readIdentity } from '../../machine/own/kernel.ts';
import type { Cause, LockCause } from '../../model/cause.ts';
import { livesOutside } from '../../model/engines/engine-names.ts';
import { ENGINES } from '../../model/engines/engines.ts';
import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import type { TrialPlan } from '../../model/trial/plan.ts';
import { switchesPerSecond } from '../../stats/busy-threads.ts';
import { sumOf } from '../../stats/figures.ts';
import { lifeOf, type ProcessesCpu, parallelismOf } from '../../stats/parallelism.ts';
import { causesOf } from '../causes.ts';
import type { RunContext } from '../run-context.ts';
import { trialTimeline } from './follow/timeline.ts';
import type { Seen } from './follow/trial-watch.ts';
import { workerWaitsOf } from './follow/worker-waits.ts';
import { recordOf } from './record.ts';
import { mayShareLock } from './shared-lock.ts';
import { pinOf } from './workers/pin.ts';
import type { StartedWorkers } from './workers/start-workers.ts';
import type { WorkerHandle } from './workers/worker-handle.ts';

/** Folds the workers' records into what the trial as a whole was. */
export function timesOf(workers: readonly WorkerHandle[], seen: Seen, context: RunContext) {
  const waits = workerWaitsOf(seen);
  const records = workers.map((worker) => {
    const followed = seen.threads.get(worker) ?? null;
    return recordOf(
      worker,
      followed,
      followed === null ? null : (waits.get(followed) ?? null),
      context.machine,
    );
  });
  const forked = workers.filter((worker) => livesOutside(worker.slot.engine));
  const ownNs = forked.reduce((total, worker) => total + cpuOf(worker, records), seen.ownNs);
  const cpus = context.cpus.length;
  const conditions = {
    ...conditionsBetween(...seen.cpuTimes, { wallNs: seen.wallNs, ownNs, cpus }),
    longestPauseNs: seen.longestPauseNs,
    sawStopped: [...seen.threads.values()].some((watched) => watched.wasStopped),
  };
  const slots = workers.map(({ slot }) => slot);
  const mayLock = mayShareLock(slots, context.machine);
  const parallelism = parallelismOf(records, mayLock, processesCpu(records, seen));
  const failed = records.some((record) => record.fault !== null && !record.endedOnPurpose);
  return {
    workers: records,
    timeline: trialTimeline(workers, seen.threads),
    conditions,
    ...parallelism,
    causes: trialCauses({ ...parallelism, workers: records, conditions }, cpus, context.machine.quotaCpus),
    state: context.signal.aborted ? 'interrupted' : failed ? 'failed' : 'ok',
  } as const;
}

/** That of our process holds our main thread’s, too, which only looks on. Null where one reported nothing of itself. */
function processesCpu(records: readonly WorkerRecord[], { ownNs, wallNs }: Seen): ProcessesCpu | null {
  const [ours, others] = [true, false].map((isOurs) =>
    records.filter(({ pid }) => (pid === process.pid) === isOurs),
  ) as [WorkerRecord[], WorkerRecord[]];
  const othersNs = sumOf(others.map(({ processCpuNs }) => processCpuNs));
  return othersNs === null ? null : { cpuNs: othersNs + (ours.length > 0 ? ownNs : 0), wallNs };
}

/** CPU time of a worker that isn't in our process, during its work: of all its threads where it told, else of its own. */
function cpuOf({ slot }: WorkerHandle, records: readonly WorkerRecord[]): number {
  const record = records[slot.index];
  return record?.processCpuNs ?? record?.runNs ?? 0;
}

/** Our own main thread meanwhile. */
export function mainRecord(
  plan: TrialPlan,
  { mainPinRefusal }: StartedWorkers,
  seen: Seen,
  { machine }: RunContext,
) {
  const { mainBefore, mainAfter, main } = seen;
  const facts = {
    askedCpu: plan.mainCpu,
    engine: 'threads',
    refusal: mainPinRefusal,
    before: mainBefore,
    after: mainAfter,
  } as const;
  return {
    ...readIdentity(),
    pin: pinOf(facts, machine),
    cpusSeen: main.sampled().cpusSeen,
    runNs: between(mainBefore.runNs, mainAfter.runNs),
    runDelayNs: between(mainBefore.runDelayNs, mainAfter.runDelayNs),
  };
}

function between(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

/** What held a trial's workers back, where they were. */
function trialCauses(
  trial: Pick<Observation, 'kind' | 'workers' | 'r' | 'd' | 'conditions'>,
  cpus: number,
  quotaCpus: number | null,
): Cause[] {
  if (trial.kind === 'SERIALISED') return [lockBetween(trial.workers)];
  return trial.kind === 'STARVED' || trial.kind === 'MIXED' ? causesOf(trial, cpus, quotaCpus) : [];
}

function lockBetween(workers: readonly WorkerRecord[]): LockCause {
  return {
    kind: 'lock',
    switchesPerSecond: switchesPerSecond(workers.map(lifeOf)),
    between: partiesOf(workers),
  };
}

function partiesOf(workers: readonly WorkerRecord[]): LockCause['between'] {
  if (workers.every(({ engine }) => ENGINES[engine].sharesInterpreter)) return 'python-threads';
  return new Set(workers.map(({ pid }) => pid)).size > 1 ? 'processes' : 'threads';
}
