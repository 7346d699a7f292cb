import type { FunctionSource } from '../../model/trial/function-source.ts';
import type { ClaimBuffers } from '../dispatch/claim-memory.ts';
import type { PackedThrown } from './thrown/packed.ts';

// What parallelMap and its workers say to each other: plain data that can be cloned.

/** All that a worker needs to know before it starts. */
export interface MapJob {
  readonly slot: number;
  readonly name: string;
  readonly source: FunctionSource;
}

/** What a thread gets besides. */
export interface MapThreadData extends MapJob {
  readonly cells: SharedArrayBuffer;
  readonly claims: ClaimBuffers | null;
}

export type ToMapWorker =
  | Batch
  /** Claim units from the shared counter until there are none left. */
  | { readonly type: 'claim' }
  | { readonly type: 'leave' };

/** Do the units from `from` on. */
export interface Batch {
  readonly type: 'batch';
  readonly from: number;
  readonly count: number;
  /** Null where the index is the input. */
  readonly inputs: Inputs | null;
  /** Tell of each unit that it begins, even where that costs more than a store. */
  readonly careful: boolean;
}

export type Inputs = Float64Array | readonly unknown[];

/** Answers of units that follow one another. */
export interface Run {
  readonly from: number;
  readonly values: Float64Array | readonly unknown[];
}

export type FromMapWorker =
  | { readonly type: 'ready'; readonly pid: number; readonly tid: number | null }
  /** The function can't be had. `isMissing` where the module was loaded, and has no such function. */
  | { readonly type: 'unusable'; readonly thrown: PackedThrown; readonly isMissing: boolean }
  | { readonly type: 'answers'; readonly runs: readonly Run[] }
  | { readonly type: 'failed'; readonly index: number; readonly thrown: PackedThrown }
  /** The oldest batch is over, and how long it took. All its answers were sent before. */
  | { readonly type: 'finished'; readonly units: number; readonly tookMs: number }
  /** The shared counter has run out. */
  | { readonly type: 'idle' };
