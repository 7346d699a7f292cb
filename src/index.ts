// What other packages may import. Everything else is internal and may change.

export {
  type AssertParallelOptions,
  assertParallel,
  NotParallelError,
  type ParallelEvidence,
  type ParallelRun,
} from './api/assert-parallel.ts';
export { type ComparableWork, type ComparisonResult, compare } from './api/compare.ts';
export { createPool, type Pool } from './api/create-pool.ts';
export {
  assertOverlap,
  NotOverlappingError,
  type OverlapEvidence,
  type OverlapOptions,
  type Overlapping,
  overlap,
} from './api/overlap/overlap.ts';
export { parallelMap } from './api/parallel-map.ts';
export { parallelMapStream, type StreamInputs } from './api/parallel-map-stream.ts';
export type { ErrorFacts } from './base/errors/errors.ts';
export { ConcurError, type ErrorCode } from './base/errors/errors.ts';
export { ParallelMapError } from './map/error.ts';
export type { Cause } from './model/cause.ts';
export type { CompareOptions } from './model/compare-options.ts';
export type { CheckReport, CheckResult } from './model/documents/check.ts';
export type { ComparedRun, Metric, Outlier } from './model/documents/compared-run.ts';
export type {
  ComparedEngine,
  ComparedWorkload,
  CompareReport,
  Comparison,
  ComparisonOutcome,
  EngineRecommendation,
  Regression,
} from './model/documents/comparison.ts';
export type { CoresReport, Measured } from './model/documents/cores-report.ts';
export type { DemoReport, Exit, ScenarioResult } from './model/documents/report.ts';
export type { ScalePoint, ScalePrediction, ScaleReport, ScalingFit } from './model/documents/scaling.ts';
export type { EngineName } from './model/engines/engines.ts';
export type { Limit } from './model/machine/machine.ts';
export type { JudgedCpus } from './model/machine/reported-cpus.ts';
export type { LogicalCpu, TopologyCounts } from './model/machine/topology.ts';
export type {
  MapReport,
  MapStreamOptions,
  MapWorkerOptions,
  MapWorkerReport,
  ParallelMapInputs,
  ParallelMapOptions,
  ParallelMapOutcome,
  ParallelMapProgress,
  ParallelMapWorker,
  PoolCallOptions,
  PoolStreamOptions,
  StreamedOutcome,
  StreamedValue,
  StreamOrder,
} from './model/parallel-map.ts';
export type { Outcome } from './model/scenario.ts';
export type { Estimate, Stat } from './model/stat.ts';
export type { Identity, KernelClocks, Pin, Sample, WorkerFault } from './model/trial/evidence.ts';
export type { Conditions, Kind } from './model/trial/observation.ts';
export type { Amount, PinMode, PlannedFault } from './model/trial/plan.ts';
export type { CreateWork, Host, Share, Work } from './model/trial/workload.ts';
export type { Warning } from './model/warning.ts';
export * from './scenario-api/index.ts';
