import type { EngineName } from './engines/engines.ts';
import type { FunctionSource } from './trial/function-source.ts';
import type { PinMode } from './trial/plan.ts';

/** A function to call without arguments: of a module of Python's, or of a JavaScript or TypeScript file. */
export type AskedCall =
  | {
      readonly language: 'python';
      readonly label: string;
      readonly module: string;
      readonly name: string;
      readonly folder: string;
    }
  | ({ readonly language: 'node'; readonly label: string } & FunctionSource);

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
  /** A function of the user's, to be looked at beside the experiment's own. */
  readonly call: AskedCall | null;
}
