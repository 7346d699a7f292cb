import type { ExportFormat } from '../model/export-format.ts';
import type { EngineName, PinMode } from '../model/plan.ts';
import type { AskedCall } from '../model/setting.ts';
import type { ColorMode } from './color-mode.ts';

export interface ExportTarget {
  readonly format: ExportFormat;
  /** A path, or `-` for stdout. */
  readonly file: string;
}

export interface FaultRequest {
  readonly kind: 'throw' | 'exit' | 'oom' | 'hang';
  readonly unit: number | null;
}

export const REQUIRED_FIGURES = ['cpus', 'parallelism'] as const;

/** A figure that has to be reached, in CPUs. */
export interface Requirement {
  readonly figure: (typeof REQUIRED_FIGURES)[number];
  readonly atLeast: number;
}

export const INCONCLUSIVE_MODES = ['pass', 'fail'] as const;
export type InconclusiveMode = (typeof INCONCLUSIVE_MODES)[number];

/** Every option as it was typed, already a value. Absent means not typed. */
export interface TypedOptions {
  workers?: number;
  /** Of `scale`: the numbers of workers to try, ascending. */
  workerCounts?: number[];
  cores?: number[];
  pin?: PinMode;
  quick?: boolean;
  engine?: EngineName;
  steps?: number;
  stepTime?: number;
  all?: boolean;
  /** The name of an experiment to write. */
  new?: string;
  json?: boolean;
  jsonStream?: boolean;
  export?: ExportTarget[];
  quiet?: boolean;
  /** False with `--no-progress`. */
  progress?: boolean;
  color?: ColorMode;
  seed?: number;
  timeout?: number;
  /** A function of the user's for an experiment to look at. */
  call?: AskedCall;
  /** The Python to run: a path, or a name in PATH. */
  python?: string;
  fault?: FaultRequest;
  dryRun?: boolean;
  source?: boolean;
  sysroot?: string;
  /** False with `--no-measure`. */
  measure?: boolean;
  recommend?: boolean;
  budget?: number;
  workload?: string;
  /** A file of inputs, a line each. */
  input?: string;
  units?: number;
  runs?: number;
  margin?: number;
  baseline?: string;
  maxRegress?: number;
  predict?: number[];
  require?: Requirement[];
  maxClaimedRatio?: number;
  /** Names the checks instead of running them. */
  list?: boolean;
  only?: string[];
  skip?: string[];
  inconclusive?: InconclusiveMode;
  /** Of `watch`: a process that is already there. */
  pid?: number;
  /** How long to watch, in ms. */
  for?: number;
  /** Between two looks, in ms. */
  interval?: number;
  /** Our verdict in place of the command's exit code. */
  exitVerdict?: boolean;
  debug?: boolean;
}
