// What other packages may import. Everything else is internal and may change.

export { type ComparisonResult, compare } from './api/compare.ts';
export { parallelMap } from './api/parallel-map.ts';
export { ConcurError, type ErrorCode } from './base/errors.ts';
export type { CheckReport, CheckResult } from './model/check.ts';
export type { CompareOptions } from './model/compare-options.ts';
export type {
  Call,
  ComparedEngine,
  ComparedRun,
  ComparedWorkload,
  CompareReport,
  Comparison,
  EngineRecommendation,
  Metric,
  Outlier,
  Regression,
} from './model/comparison.ts';
export type { CoresReport, Measured } from './model/cores-report.ts';
export type { JudgedClaim } from './model/cpu-claim.ts';
export type { Identity, KernelClocks, Pin, Sample, WorkerFault } from './model/evidence.ts';
export type { Limit } from './model/limits.ts';
export type { Machine } from './model/machine.ts';
export type { Conditions, Kind, Observation, WorkerRecord } from './model/observation.ts';
export type {
  ParallelMapInputs,
  ParallelMapOptions,
  ParallelMapOutcome,
  ParallelMapProgress,
  ParallelMapWorker,
} from './model/parallel-map.ts';
export type { Plan, Slot, TrialPlan, WorkSpec } from './model/plan.ts';
export type { DemoReport, Exit, ScenarioResult } from './model/report.ts';
export type { ScalePoint, ScalePrediction, ScaleReport, ScalingFit } from './model/scaling.ts';
export { type Claim, defineScenario, type Judgement, type Outcome, type Scenario } from './model/scenario.ts';
export type { Setting } from './model/setting.ts';
export type { Estimate, Stat } from './model/stat.ts';
export type { LogicalCpu, TopologyCounts } from './model/topology.ts';
export type { Warning } from './model/warning.ts';
export type { CreateWork, Host, Work } from './model/workload.ts';
export {
  type AssertParallelOptions,
  assertParallel,
  NotParallelError,
  type ParallelRun,
} from './run/assert-parallel.ts';
export type { ParallelEvidence } from './run/judge-parallel.ts';
export { ParallelMapError } from './run/map/map-error.ts';
