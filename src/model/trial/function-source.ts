/** A function in a module of the user's: what a worker loads by itself. */
export interface FunctionSource {
  /** Absolute path of a .js, .mjs, .cjs, .ts, .mts or .cts file. */
  readonly file: string;
  /** The export's name, or null for the default one. */
  readonly name: string | null;
}

/** A function in a module of Python's: what an interpreter loads by itself. */
export interface PythonSource {
  /** Its name: `work`, `package.module`. */
  readonly module: string;
  /** Absolute path of its .py file; null where it is found by its name, as `python -m` does. */
  readonly file: string | null;
  /** The function's name, with those of the classes that it is in; null where none was given. */
  readonly name: string | null;
  /** The folder that modules are looked for in first. */
  readonly folder: string;
  /** Where it is wanted of a git revision: the repository, and the folder that the revision is checked out in. */
  readonly revision?: { readonly repository: string; readonly folder: string };
}

/** One unit of work: called with its input (its index where there are no inputs) and its index. May return a promise. */
export type UnitFunction = (input: unknown, index: number) => unknown;
