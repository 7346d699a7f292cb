// What an experiment is written with: everything that a file in scenarios/ needs comes from here, and what a user's own
// needs from `concur-cli`, which exports all of it.

export { formatCpuList } from '../base/cpu-list.ts';
export * from '../base/units.ts';
export { runsPython } from '../model/engine-names.ts';
export type { EngineName } from '../model/engines.ts';
export type { Json } from '../model/json.ts';
export type { Machine } from '../model/machine.ts';
export type { Observation, WorkerRecord } from '../model/observation.ts';
export type { Amount, Plan, Slot, TrialPlan, WorkSpec } from '../model/plan.ts';
export type { FoundPython } from '../model/python.ts';
export {
  type Claim,
  defineScenario,
  type Judgement,
  type ResultTable,
  type Scenario,
} from '../model/scenario.ts';
export type { Setting } from '../model/setting.ts';
export * from '../stats/figures.ts';
export { THRESHOLDS } from '../stats/thresholds.ts';
export { workloadModule } from '../workloads/index.ts';
export { assignCpus } from './assign-cpus.ts';
export { type Calls, callFunction } from './call-function.ts';
export * from './checked.ts';
export * from './claims.ts';
export * from './conditional.ts';
export * from './cores.ts';
export * from './hidden-threads.ts';
export * from './in-company.ts';
export * from './python.ts';
export { left, right } from './table.ts';
export * from './words.ts';
export { greet, handOverLock, naps, spinFor, workOf } from './work.ts';
export { crew, defaultWorkers, observationOf, slot, trial, trialOf, workerNamed } from './workers.ts';
