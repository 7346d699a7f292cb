import { countOf, listOf } from '../../base/units.ts';
import type { Machine } from '../../model/machine/machine.ts';
import { OWN_CODE_FAULTS, type PinState } from '../../model/trial/evidence.ts';
import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import type { TrialPlan } from '../../model/trial/plan.ts';
import type { Warning } from '../../model/warning.ts';

/** What a reader of the trial's figures should know. Pure. */
export function warningsOf(plan: TrialPlan, observation: Observation, machine: Machine): Warning[] {
  return [
    ...pinWarnings(observation, 'refused'),
    ...pinWarnings(observation, 'unsupported'),
    ...sharedCpus(plan),
    ...missingEvidence(machine),
    ...startFailures(observation),
  ];
}

/** A fault that was asked for and never came: a test that waits for it would pass for the wrong reason. */
export function missedFaults(plan: TrialPlan, { state, workers }: Observation): Warning[] {
  const withoutFault = plan.slots.filter(
    ({ index, fault }) => fault?.partOfExperiment === false && workers[index]?.fault === null,
  );
  if (state === 'interrupted' || withoutFault.length === 0) return [];
  const names = listOf(withoutFault.map(({ name }) => name));
  return [
    {
      code: 'FAULT_NOT_INJECTED',
      message: `the requested fault was not injected: ${names} finished before`,
      hint: 'Name an earlier step: --fault throw@1.',
    },
  ];
}

function pinWarnings({ workers }: Observation, state: PinState): Warning[] {
  const affected = workers.filter(
    (worker) => worker.askedCpu !== null && worker.startNs !== null && worker.pin.state === state,
  );
  if (affected.length === 0) return [];
  const { why, lacks } = (affected[0] as WorkerRecord).pin;
  return [
    {
      code: state === 'refused' ? 'PIN_REJECTED' : 'PIN_UNSUPPORTED',
      message: `${countOf(affected.length, 'worker')} not pinned: ${why ?? 'unknown'}`,
      hint: lacks === 'taskset' ? 'Install util-linux (it contains taskset), or use --pin none.' : null,
    },
  ];
}

function sharedCpus({ slots, onePerCpu }: TrialPlan): Warning[] {
  if (!onePerCpu) return [];
  const asked = slots.flatMap(({ cpu }) => cpu ?? []);
  const cpus = new Set(asked).size;
  if (asked.length <= cpus) return [];
  return [
    {
      code: 'WORKERS_SHARE_CPUS',
      message: `${asked.length} workers on ${countOf(cpus, 'CPU')}: workers share CPUs`,
      hint: `For one worker per CPU use -w ${cpus}.`,
    },
  ];
}

function missingEvidence({ hasSchedstat, platform }: Machine): Warning[] {
  if (hasSchedstat) return [];
  const what = ['TIDs', 'busy', 'queued', 'the CPUs used', 'context switches', 'Pss'];
  const why = platform === 'linux' ? 'the kernel’s schedstat can’t be read' : `${platform} has no /proc`;
  return [
    {
      code: 'NO_KERNEL_EVIDENCE',
      message: `unknown here: ${listOf(what)} (${why})`,
      hint: 'Run it on Linux.',
    },
  ];
}

function startFailures({ workers }: Observation): Warning[] {
  const failed = workers.filter(
    ({ pid, fault }) => pid === null && fault !== null && !OWN_CODE_FAULTS.includes(fault.code),
  );
  if (failed.length === 0 || failed.every(({ fault }) => fault?.code === 'INTERRUPTED')) return [];
  return [
    {
      code: 'WORKERS_NOT_STARTED',
      message: `${countOf(failed.length, 'worker')} could not start: ${failed[0]?.fault?.message}`,
      hint: 'If the limit of processes is reached (ulimit -u shows it), use fewer workers: -w.',
    },
  ];
}
