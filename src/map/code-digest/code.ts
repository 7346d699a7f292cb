import type { ReachedFiles } from './reached-files.ts';

/** What a function’s results depend on, as far as files say. */
export interface Code {
  /** What the module is called on every host. */
  readonly module: string;
  readonly files: ReachedFiles;
  /** Paths of the files that say which versions of packages it runs with. */
  readonly locks: readonly string[];
  /** What one of its files is called, wherever it lies. */
  nameOf(file: string): string;
}
