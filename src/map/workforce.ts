import type { MapReport, ParallelMapProgress } from '../model/parallel-map.ts';
import type { Answers } from './dispatch/answers.ts';
import type { Numbering } from './dispatch/numbering.ts';
import type { Outcomes } from './dispatch/outcomes.ts';
import type { UnitSource } from './dispatch/unit-source.ts';
import type { MapInputs } from './inputs.ts';

/** What one map asks for. */
export interface MapCall {
  readonly onError: 'raise' | 'collect';
  readonly signal: AbortSignal | null;
  readonly onProgress: ((progress: ParallelMapProgress) => void) | null;
}

export interface WorkCall extends MapCall {
  /** What each unit is called, to its function and in messages. */
  readonly numbering: Numbering;
  /** Units that there will be, for progress; null where nobody knows. */
  readonly total: number | null;
}

/** Who does the units of maps: the workers of a pool here, or those of hosts. */
export interface Workforce {
  /**
   * Does every unit.
   * @throws the first failure, where the call says so; the signal’s reason; ConcurError where workers come to nothing
   */
  run(inputs: MapInputs, call: MapCall): Promise<Answers>;
  /** The same of units that may still become known. */
  work(source: UnitSource, outcomes: Outcomes, call: WorkCall): Promise<void>;
  /** Where the workers’ time went so far; null where nobody asked, or none was ever started. */
  report(): Promise<MapReport | null>;
  /** Lets the workers go; maps that aren’t over fail. Resolves when none is left. */
  close(): Promise<void>;
}
