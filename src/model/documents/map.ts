import type { MapReport } from '../parallel-map.ts';
import type { AtLeastOne, Count, NonNegative } from '../quantities.ts';
import type { DocumentHead } from './report.ts';

/** What a map from lines to lines has come to. */
export interface MapFindings {
  /** As it was typed: `./work.ts#hashRow`. */
  readonly function: string;
  /** As they were typed; `-` for stdin and stdout. */
  readonly input: string;
  readonly output: string;
  /** Says how far the output is; null where the run can’t be gone on with: its input or output is a pipe. */
  readonly journal: string | null;
  /** The part of the units that was asked for. */
  readonly shard: { readonly part: AtLeastOne; readonly of: AtLeastOne };
  /** Units of that part; null where the input was not read to its end, and comes from a pipe. */
  readonly units: Count | null;
  /** Units that have a line in the output, and those of them that failed; of earlier runs, too. */
  readonly settled: Count;
  readonly failed: Count;
  /** Units that earlier runs had settled. */
  readonly before: Count;
  readonly isFinished: boolean;
  /** The failure that ended the run; null where none did. */
  readonly stoppedBy: { readonly index: Count; readonly message: string } | null;
  readonly wallNs: NonNegative;
  /** Where the time of this run’s workers went; null where there were none. */
  readonly report: MapReport | null;
}

/** What `concur map` prints of itself. */
export interface MapDocument extends DocumentHead<'concur/map@1'>, MapFindings {}
