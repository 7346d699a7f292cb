import type { EngineName } from '../../model/engines/engines.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Setting } from '../../model/setting.ts';
import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import type { Slot, TrialPlan, WorkSpec } from '../../model/trial/plan.ts';

/** How many workers to run where nobody said: one for each whole CPU that we may use in the long run. */
export function defaultWorkers(machine: Machine, setting: Setting): number {
  return setting.workers ?? Math.max(1, Math.floor(Math.min(setting.cpus.length, machine.effectiveCpus)));
}

/** Most workers leave at once when they are let go. */
const LEAVE_MS = 2_000;

/** A slot with the usual rest: nothing fails, and leaving takes no time. */
export function slot(
  index: number,
  given: Pick<Slot, 'name' | 'engine' | 'cpu' | 'work'> & Partial<Slot>,
): Slot {
  return { fault: null, leaveMs: LEAVE_MS, ...given, index };
}

/** A trial with nothing special about it. */
export function trial(label: string, slots: readonly Slot[], special: Partial<TrialPlan> = {}): TrialPlan {
  return {
    label,
    slots,
    mainCpu: null,
    census: false,
    scratch: null,
    watchGlobal: null,
    profiling: null,
    onePerCpu: false,
    ...special,
  };
}

/** A trial of workers that are all alike and left to the kernel: w1, w2, … */
export function uniformTrial(
  label: string,
  engine: EngineName,
  count: number,
  work: WorkSpec,
  special: Partial<Slot> = {},
): TrialPlan {
  const slots = Array.from({ length: count }, (_, index) =>
    slot(index, { name: `w${index + 1}`, engine, cpu: null, work, ...special }),
  );
  return trial(label, slots);
}

/** A trial of workers that go where the kernel puts them: what each of them does, by its name. */
export function trialOf(
  label: string,
  engine: EngineName,
  works: Readonly<Record<string, WorkSpec>>,
  special: Partial<Slot> = {},
): TrialPlan {
  const slots = Object.entries(works).map(([name, work], index) =>
    slot(index, { name, engine, cpu: null, work, ...special }),
  );
  return trial(label, slots);
}

/** What was observed of the trial of that name. @throws where no such trial was run */
export function observationOf(observations: readonly Observation[], label: string): Observation {
  const found = observations.find((observation) => observation.label === label);
  if (found === undefined) throw new Error(`there is no trial “${label}”`);
  return found;
}

/** What was observed of the worker of that name. @throws where there was none */
export function workerNamed({ label, workers }: Observation, name: string): WorkerRecord {
  const found = workers.find((worker) => worker.name === name);
  if (found === undefined) throw new Error(`there is no worker “${name}” in “${label}”`);
  return found;
}
