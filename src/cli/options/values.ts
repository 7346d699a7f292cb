import type { ExportFormat } from '../../report/formats.ts';

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
