import type { ParallelMapError } from '../error.ts';
import type { PoolRequest } from '../pool-request.ts';
import type { MapContext } from '../run-map.ts';

/** What became of a unit of a stream. */
export type StreamedOutcome =
  | { readonly index: number; readonly status: 'fulfilled'; readonly value: unknown }
  | { readonly index: number; readonly status: 'rejected'; readonly reason: ParallelMapError };

/** How units are numbered: of every `step` inputs of a whole one is ours, from `first` on. */
export interface Numbering {
  readonly first: number;
  readonly step: number;
}

export interface StreamRequest extends PoolRequest {
  /** So many inputs are read at most ahead of the last outcome that was taken; null for the default. */
  readonly ahead: number | null;
  readonly ordered: boolean;
  /** What each unit is called, to its function and in its outcome. */
  readonly numbering: Numbering;
}

/**
 * Does a unit for each input, and gives their outcomes as they are taken: never more inputs are read than `ahead` says.
 * Ending the iteration ends the workers.
 * @throws the first failure, where the request says so; the signal's reason; what the inputs throw; ConcurError where workers
 *   come to nothing
 */
export declare function streamMap(
  request: StreamRequest,
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  context: MapContext,
): AsyncGenerator<StreamedOutcome, void, void>;
