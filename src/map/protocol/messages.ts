import type { FunctionSource } from '../../model/trial/function-source.ts';
import type { ClaimBuffers } from '../dispatch/claim-memory.ts';
import type { Numbering } from '../dispatch/numbering.ts';
import type { PackedThrown } from './thrown/packed.ts';
import type { Values } from './values.ts';

// What parallelMap and its workers say to each other: plain data that can be cloned.

/** All that a worker needs to know before it starts. */
export interface MapWorkerData {
  readonly slot: number;
  readonly name: string;
  readonly source: FunctionSource;
  /** The module’s export that is called first, with what the first order brings. */
  readonly init: string | null;
  /** Units that may be begun at a time. */
  readonly concurrency: number;
  /** What is told of each batch that is over. */
  readonly tells: { readonly bytes: boolean; readonly clocks: boolean };
}

/** What a thread gets besides. */
export interface MapThreadData extends MapWorkerData {
  readonly cells: SharedArrayBuffer;
}

/** What the thread that did a batch says of it: deltas of its schedstat, and the CPU that it ran on last. */
export interface BatchClocks {
  readonly cpu: number | null;
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
}

export type ToMapWorker =
  | Batch
  /** What `init` gets: it is not to be seen among the arguments of a process. */
  | { readonly type: 'init'; readonly data: unknown }
  /** Claim units from the shared counter until there are none left. */
  | { readonly type: 'claim'; readonly claims: ClaimBuffers }
  | { readonly type: 'leave' };

/** Do the units from `from` on. */
export interface Batch {
  readonly type: 'batch';
  readonly from: number;
  readonly count: number;
  /** Null where the index is the input. */
  readonly inputs: Values | null;
  readonly numbering: Numbering;
  /** Tell of each unit that it begins, even where that costs more than a store. */
  readonly careful: boolean;
}

/** Answers of units that follow one another. */
export interface Run {
  readonly from: number;
  readonly values: Values;
}

export type FromMapWorker =
  | { readonly type: 'ready'; readonly pid: number; readonly tid: number | null }
  | Unusable
  | { readonly type: 'answers'; readonly runs: readonly Run[] }
  | { readonly type: 'failed'; readonly index: number; readonly thrown: PackedThrown }
  /** A batch is over. All its answers were sent before. */
  | FinishedBatch
  /** The shared counter has run out. */
  | { readonly type: 'idle' };

/** The function can't be had. */
export interface Unusable {
  readonly type: 'unusable';
  readonly thrown: PackedThrown;
  /** The module was loaded, and has no such function. */
  readonly isMissing: boolean;
  /** The `init` that threw it; null where something else went wrong. */
  readonly init: string | null;
}

export interface FinishedBatch {
  readonly type: 'finished';
  /** The batch’s first unit. */
  readonly from: number;
  readonly units: number;
  readonly tookMs: number;
  /** Memory that the worker keeps: of a process what is resident, of a thread its heap; null where nobody asked. */
  readonly bytes: number | null;
  readonly clocks: BatchClocks | null;
}
