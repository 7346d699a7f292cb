import daemonScenario from '../../scenarios/daemon.ts';
import type { CheckSetting, CheckTrial } from '../model/check/check.ts';
import type { EngineName } from '../model/engines/engines.ts';
import type { Machine } from '../model/machine/machine.ts';
import type { TrialPlan } from '../model/trial/plan.ts';
import { assignCpus } from '../scenario-api/plan/assign-cpus.ts';
import { handOverLock, spinFor } from '../scenario-api/plan/work.ts';
import { slot, trial } from '../scenario-api/plan/workers.ts';
import { daemonSetting } from './daemon.ts';

/** How long a worker holds the control's lock, in ms: as long as CPython's threads hold the GIL by default. */
const HOLD_MS = 5;

/** What runs in a trial that checks take their evidence from. */
export function planTrial(name: CheckTrial, machine: Machine, setting: CheckSetting): TrialPlan {
  switch (name) {
    case 'threads':
    case 'processes':
      return burners(name, machine, setting);
    case 'lock':
      return lockHolders(setting);
    case 'daemon':
      return daemonScenario.plan(machine, daemonSetting(setting)).trials[0] as TrialPlan;
  }
}

function burners(
  engine: EngineName,
  machine: Machine,
  { cpus, workers, durationMs }: CheckSetting,
): TrialPlan {
  const slots = assignCpus(workers, 'spread', cpus, machine.siblingGroups).map((cpu, index) =>
    slot(index, { name: `${engine} ${index + 1}`, engine, cpu, work: spinFor(durationMs) }),
  );
  return trial(`${engine}, one on each CPU`, slots);
}

function lockHolders({ durationMs }: CheckSetting): TrialPlan {
  const slots = [0, 1].map((index) =>
    slot(index, {
      name: `holder ${index + 1}`,
      engine: 'threads',
      cpu: null,
      work: handOverLock(durationMs, HOLD_MS),
    }),
  );
  return trial('one lock for two threads', slots);
}
