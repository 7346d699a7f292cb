import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Identity, KernelClocks, SampledThread } from '../../model/trial/evidence.ts';
import type { WorkerRecord, WorkerState } from '../../model/trial/observation.ts';
import type { WorkerWaits } from '../../model/waits.ts';
import { pinOf } from './workers/pin.ts';
import type { WorkerHandle } from './workers/worker-handle.ts';

const NOBODY: Identity = {
  pid: null,
  parentPid: null,
  tid: null,
  threadId: null,
  startTicks: null,
  comm: null,
};

/** Folds all that is known of one worker into its record. */
export function recordOf(
  worker: WorkerHandle,
  followed: FollowedThread | null,
  waits: WorkerWaits | null,
  machine: Machine,
): WorkerRecord {
  const { slot, sample, before, fault, pinRefusal: refusal } = worker;
  const after = sample?.after ?? null;
  const sampled = followed?.sampled() ?? null;
  const end = endOf(worker, sampled);
  const engine = slot.engine;
  return {
    ...(worker.identity ?? NOBODY),
    name: slot.name,
    engine,
    askedCpu: slot.cpu,
    pin: pinOf({ askedCpu: slot.cpu, engine, refusal, before, after }, machine),
    cpusSeen: sampled?.cpusSeen ?? {},
    migrations: sampled?.migrations ?? null,
    units: 'units' in slot.work.amount ? slot.work.amount.units : null,
    unitsDone: worker.unitsDone,
    startNs: worker.startNs,
    endNs: end.atNs,
    exitNs: worker.exitNs,
    runNs: since(before, 'runNs', end.runNs),
    runDelayNs: since(before, 'runDelayNs', end.runDelayNs),
    waits,
    voluntarySwitches: since(before, 'voluntarySwitches', after?.voluntarySwitches ?? null),
    involuntarySwitches: since(before, 'involuntarySwitches', after?.involuntarySwitches ?? null),
    pssBytes: sample?.pssBytes ?? null,
    processCpuNs: sample?.processCpuNs ?? null,
    digest: sample?.digest ?? null,
    finding: sample?.finding ?? null,
    state: stateOf(worker),
    endedOnPurpose: fault !== null && slot.fault?.partOfExperiment === true,
    fault,
  };
}

/**
 * When its work ended, and its clocks then. A worker that failed or was killed tells nothing of its end: it is known up to the
 * last sample, and what it did between that and its exit belongs to neither busy nor blocked.
 */
function endOf(
  { sample, startNs, exitNs }: WorkerHandle,
  sampled: SampledThread | null,
): Pick<SampledThread, 'atNs' | 'runNs' | 'runDelayNs'> {
  if (sample !== null) return { ...sample.after, atNs: sample.endNs };
  const isSeen = startNs !== null && sampled !== null && sampled.atNs !== null && sampled.atNs > startNs;
  return isSeen ? sampled : { atNs: startNs === null ? null : exitNs, runNs: null, runDelayNs: null };
}

function stateOf({ sample, fault }: WorkerHandle): WorkerState {
  if (sample !== null && fault === null) return 'done';
  return fault?.signal !== null && fault?.code === null ? 'killed' : 'failed';
}

/** How much a clock has gone on since the worker started its work, or null where either end is unknown. */
function since(
  before: KernelClocks | null,
  clock: Exclude<keyof KernelClocks, 'allowedCpus'>,
  now: number | null,
): number | null {
  const then = before?.[clock] ?? null;
  return then === null || now === null ? null : Math.max(0, now - then);
}
