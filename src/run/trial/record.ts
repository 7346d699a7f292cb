import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Identity, KernelClocks } from '../../model/trial/evidence.ts';
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
  // A worker that was killed tells nothing of its end: its clocks at the last sample stand in for it.
  const runNs = after?.runNs ?? sampled?.runNs ?? null;
  const runDelayNs = after?.runDelayNs ?? sampled?.runDelayNs ?? null;
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
    endNs: sample?.endNs ?? (worker.startNs === null ? null : worker.exitNs),
    exitNs: worker.exitNs,
    runNs: since(before, 'runNs', runNs),
    runDelayNs: since(before, 'runDelayNs', runDelayNs),
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
