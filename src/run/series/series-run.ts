import type { ComparedRun } from '../../model/documents/comparison.ts';

/** One run of a series, and how many workers it had. */
export interface SeriesRun extends ComparedRun {
  readonly workers: number;
}
