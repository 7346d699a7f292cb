// What other packages may import. Everything else is internal and may change.

export {
  type AssertParallelOptions,
  assertParallel,
  NotParallelError,
  type ParallelEvidence,
  type ParallelRun,
} from './api/assert-parallel.ts';
export { type ComparisonResult, compare } from './api/compare.ts';
export { parallelMap } from './api/parallel-map.ts';
export { ConcurError, type ErrorCode } from './base/errors.ts';
export type { ErrorFacts } from './base/facts.ts';
export * from './kit/index.ts';
export type { Cause } from './model/cause.ts';
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
export type { EngineName } from './model/engines.ts';
export type { Identity, KernelClocks, Pin, Sample, WorkerFault } from './model/evidence.ts';
export type { Limit } from './model/limits.ts';
export type { Conditions, Kind } from './model/observation.ts';
export type {
  ParallelMapInputs,
  ParallelMapOptions,
  ParallelMapOutcome,
  ParallelMapProgress,
  ParallelMapWorker,
} from './model/parallel-map.ts';
export type { Amount, PinMode, PlannedFault } from './model/plan.ts';
export type { DemoReport, Exit, ScenarioResult } from './model/report.ts';
export type { ScalePoint, ScalePrediction, ScaleReport, ScalingFit } from './model/scaling.ts';
export type { Outcome } from './model/scenario.ts';
export type { Estimate, Stat } from './model/stat.ts';
export type { LogicalCpu, TopologyCounts } from './model/topology.ts';
export type { Warning } from './model/warning.ts';
export type { CreateWork, Host, Share, Work } from './model/workload.ts';
export { ParallelMapError } from './run/map/map-error.ts';
