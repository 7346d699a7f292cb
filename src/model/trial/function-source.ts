/** A function in a module of the user's: what a worker loads by itself. */
export interface FunctionSource {
  /** Absolute path of a .js, .mjs, .cjs, .ts, .mts or .cts file. */
  readonly file: string;
  /** The export's name, or null for the default one. */
  readonly name: string | null;
}

/** One unit of work: called with its input (its index where there are no inputs) and its index. May return a promise. */
export type UnitFunction = (input: unknown, index: number) => unknown;
