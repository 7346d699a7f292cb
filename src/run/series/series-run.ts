import type { ComparedRun } from '../../model/comparison.ts';

/** One run of a series, with what only the series itself needs of it. */
export interface SeriesRun extends ComparedRun {
  readonly workers: number;
  /** From its launch until all of its workers were gone, in ns. */
  readonly tookNs: number;
}
