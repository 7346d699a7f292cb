// What an experiment is written with: everything that a file in scenarios/ needs comes from here, and what a user's own
// needs from `concur-cli`, which exports all of it.

export { formatCpuList } from '../base/cpu-list.ts';
export * from '../base/units.ts';
export { runsPython } from '../model/engines/engine-names.ts';
export type { EngineName } from '../model/engines/engines.ts';
export type { Json } from '../model/json.ts';
export type { FoundPython, Machine } from '../model/machine/machine.ts';
export {
  type Claim,
  defineScenario,
  type Judgement,
  type ResultTable,
  type Scenario,
} from '../model/scenario.ts';
export type { Setting } from '../model/setting.ts';
export type { Observation, WorkerRecord } from '../model/trial/observation.ts';
export type { Amount, Plan, Slot, TrialPlan, WorkSpec } from '../model/trial/plan.ts';
export * from '../stats/figures.ts';
export { type LockVerdict, lockInTwoThreads, lockOnOneThread } from '../stats/lock-verdict.ts';
export { THRESHOLDS } from '../stats/thresholds.ts';
export { workloadModule } from '../workloads/index.ts';
export * from './judge/blocked.ts';
export * from './judge/checked.ts';
export * from './judge/claims.ts';
export * from './judge/conditional.ts';
export * from './judge/hidden-threads.ts';
export { type Company, type Figure, paceOf, stepNs } from './judge/rates.ts';
export * from './judge/rising.ts';
export { left, right } from './judge/table.ts';
export * from './judge/words.ts';
export { assignCpus } from './plan/assign-cpus.ts';
export * from './plan/cores.ts';
export * from './plan/hosts.ts';
export * from './plan/python.ts';
export { type Calls, callFunction, greet, handOverLock, naps, spinFor, workOf } from './plan/work.ts';
export {
  defaultWorkers,
  observationOf,
  slot,
  trial,
  trialOf,
  uniformTrial,
  workerNamed,
} from './plan/workers.ts';
