import { isOneLoop } from '../../model/engines/engine-names.ts';
import { ENGINES } from '../../model/engines/engines.ts';
import type { PlannedFault, Slot, WorkSpec } from '../../model/trial/plan.ts';
import { isUsersCode } from '../../workloads/user/users-code.ts';
import type { EngineSetup } from '../engine.ts';
import { usualThreadHeapMb } from '../threads/memory.ts';
import type { Job, JobFault } from './protocol.ts';

/** A heap this small makes a worker that is to run out of memory do so in a blink, and harms nobody. */
export const FAULTY_HEAP_MB = 32;

/** A round trip takes some 50 us: as many as give a steady median, and no more. */
const ROUND_TRIPS = 51;

/** What the worker of a slot is told. */
export function jobOf(slot: Slot, setup: EngineSetup): Job {
  return {
    index: slot.index,
    name: slot.name,
    hasOwnProcess: ENGINES[slot.engine].home === 'processes',
    work: slot.work,
    isUsersCode: isUsersCode(slot.work),
    seed: setup.seed,
    epochNs: setup.epochNs.toString(),
    scratchDir: setup.scratchDir,
    cooperative: isOneLoop(slot.engine),
    progressMs: setup.progressMs,
    fault: slot.fault === null ? null : faultOf(slot.fault, slot.work),
    profiling:
      setup.profiling === null
        ? null
        : // One worker's messages: those of all would wait for each other.
          { ...setup.profiling, roundTrips: slot.index === 0 ? ROUND_TRIPS : 0 },
  };
}

/** The heap limit of the workers of these slots in MB, or null for Node's own. */
export function heapLimitMb(...slots: readonly Slot[]): number | null {
  return slots.some((slot) => slot.fault?.kind === 'oom') ? FAULTY_HEAP_MB : null;
}

/** The same of worker threads, which need one. */
export function threadHeapMb(env: NodeJS.ProcessEnv, ...slots: readonly Slot[]): number {
  return heapLimitMb(...slots) ?? usualThreadHeapMb(env);
}

function faultOf({ kind, at }: PlannedFault, { amount }: WorkSpec): JobFault | null {
  if (kind === 'kill') return null;
  if ('unit' in at) return { kind, afterUnits: at.unit, afterMs: null };
  return 'units' in amount
    ? { kind, afterUnits: Math.floor(amount.units * at.share), afterMs: null }
    : { kind, afterUnits: null, afterMs: amount.durationMs * at.share };
}
