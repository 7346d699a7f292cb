import type { EngineName, PinMode } from './plan.ts';

/** What the user asked of an experiment. Null means “as the experiment has it”. */
export interface Setting {
  readonly workers: number | null;
  /** The CPUs to use: `--cores`, or all that are allowed. Ascending, never empty. */
  readonly cpus: readonly number[];
  readonly pin: PinMode | null;
  readonly engine: EngineName | null;
  readonly quick: boolean;
  readonly steps: number | null;
  readonly stepMs: number | null;
  readonly seed: number;
}
