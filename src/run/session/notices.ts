import type { Machine } from '../../model/machine/machine.ts';
import type { MachineNotice, Notice, TrialNotice } from '../../model/notice.ts';
import { OWN_CODE_FAULTS, wasInterrupted } from '../../model/trial/evidence.ts';
import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import type { TrialPlan } from '../../model/trial/plan.ts';

/** What a reader of the trial's figures should know. Pure. */
export function trialNotices(plan: TrialPlan, observation: Observation, machine: Machine): Notice[] {
  return [
    ...notPinned(observation, 'refused'),
    ...notPinned(observation, 'unsupported'),
    ...sharedCpus(plan),
    ...missingEvidence(machine),
    ...startFailures(observation),
  ];
}

/** A fault that was asked for and never came: a test that waits for it would pass for the wrong reason. */
export function missedFaults(plan: TrialPlan, { state, workers }: Observation): TrialNotice[] {
  const missed = plan.slots.filter(
    ({ index, fault }) => fault?.partOfExperiment === false && workers[index]?.fault === null,
  );
  if (state === 'interrupted' || missed.length === 0) return [];
  return [{ code: 'FAULT_NOT_INJECTED', workers: missed.map(({ name }) => name) }];
}

function notPinned({ workers }: Observation, state: 'refused' | 'unsupported'): TrialNotice[] {
  const affected = workers.filter(
    (worker) => worker.askedCpu !== null && worker.startNs !== null && worker.pin.state === state,
  );
  if (affected.length === 0) return [];
  const { why, lacks } = (affected[0] as WorkerRecord).pin;
  const code = state === 'refused' ? 'PIN_REJECTED' : 'PIN_UNSUPPORTED';
  return [{ code, workers: affected.length, why, lacksTaskset: lacks === 'taskset' }];
}

function sharedCpus({ slots, onePerCpu }: TrialPlan): TrialNotice[] {
  if (!onePerCpu) return [];
  const asked = slots.flatMap(({ cpu }) => cpu ?? []);
  const cpus = new Set(asked).size;
  return asked.length <= cpus ? [] : [{ code: 'WORKERS_SHARE_CPUS', workers: asked.length, cpus }];
}

function missingEvidence({ hasSchedstat, platform }: Machine): MachineNotice[] {
  return hasSchedstat ? [] : [{ code: 'NO_KERNEL_EVIDENCE', of: 'trial', platform }];
}

function startFailures({ workers }: Observation): TrialNotice[] {
  const failed = workers.filter(
    ({ pid, fault }) => pid === null && fault !== null && !OWN_CODE_FAULTS.includes(fault.code),
  );
  if (failed.length === 0 || failed.every(({ fault }) => wasInterrupted(fault))) return [];
  const why = failed[0]?.fault?.message ?? null;
  return [{ code: 'WORKERS_NOT_STARTED', workers: failed.length, why }];
}
