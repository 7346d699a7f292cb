import { FROM_ZERO } from '../map/dispatch/numbering.ts';
import { checkStreamInputs } from '../map/inputs.ts';
import type { MapPool } from '../map/pool.ts';
import type { PoolRequest } from '../map/pool-request.ts';
import { streamOn } from '../map/stream/stream-map.ts';
import type { MapStreamOptions } from '../model/parallel-map.ts';
import type { ApiMapView } from './map-view.ts';
import { inOptions } from './option-hints.ts';

/** What a stream is done on. */
interface StreamPlace {
  readonly pool: MapPool;
  readonly request: PoolRequest;
  readonly view: Pick<ApiMapView, 'onProgress' | 'end'>;
  close(): Promise<void>;
}

/** The results of a stream as callers get them. Nothing is started before the first is asked for. */
export function streamValues(
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  options: Pick<MapStreamOptions, 'onError' | 'signal' | 'ahead' | 'ordered'>,
  open: () => Promise<StreamPlace>,
): AsyncGenerator<unknown, void, void> {
  checkStreamInputs(inputs);
  return valuesOf(inputs, options, open);
}

async function* valuesOf(
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  options: Parameters<typeof streamValues>[1],
  open: () => Promise<StreamPlace>,
): AsyncGenerator<unknown, void, void> {
  const { onError = 'raise', signal = null, ahead = null, ordered = true } = options;
  signal?.throwIfAborted();
  const { pool, request, view, close } = await open();
  const call = { onError, signal, ahead, ordered, numbering: FROM_ZERO, total: null };
  const failures: unknown[] = [];
  try {
    const outcomes = streamOn(pool, request, inputs, { ...call, onProgress: view.onProgress });
    for await (const outcome of outcomes) {
      if (outcome.status === 'rejected') failures.push(outcome.reason);
      yield onError === 'raise' && outcome.status === 'fulfilled'
        ? { index: outcome.index, value: outcome.value }
        : outcome;
    }
  } catch (error) {
    const worded = inOptions(error);
    failures.push(worded);
    throw worded;
  } finally {
    const report = await pool.report(failures.length);
    await close();
    view.end(failures, report);
  }
}
