import { FROM_ZERO } from '../map/dispatch/numbering.ts';
import { checkStreamInputs } from '../map/inputs.ts';
import type { MapPool } from '../map/pool.ts';
import type { PoolRequest } from '../map/pool-request.ts';
import { outcomeOf, type StreamPlace, streamOn } from '../map/stream/stream-map.ts';
import type { Settled } from '../map/stream/window.ts';
import type { MapStreamOptions } from '../model/parallel-map.ts';
import type { ApiMapView } from './map-view.ts';
import { inOptions } from './option-hints.ts';

/** What a stream is done on, and whether that is its alone. */
interface StreamBase {
  readonly pool: MapPool;
  readonly request: PoolRequest;
  readonly view: ApiMapView;
  readonly isOwn: boolean;
}

/** The results of a stream as callers get them. Nothing is started before the first is asked for. */
export function streamValues(
  inputs: Iterable<unknown> | AsyncIterable<unknown>,
  options: Pick<MapStreamOptions, 'onError' | 'signal' | 'ahead' | 'ordered'>,
  open: () => Promise<StreamBase>,
): AsyncGenerator<unknown, void, void> {
  checkStreamInputs(inputs);
  const { onError = 'raise', signal = null, ahead = null, ordered = true } = options;
  const failures: unknown[] = [];
  const present = ({ index: _, ...settled }: Settled, index: number) => {
    if (settled.error !== null) failures.push(settled.error);
    return onError === 'raise' && settled.error === null
      ? { index, value: settled.value }
      : outcomeOf({ ...settled, index }, index);
  };
  const call = { onError, signal, ahead, ordered, numbering: FROM_ZERO, total: null };
  return streamOn(async () => placeOf(await open(), failures), inputs, call, present);
}

function placeOf({ pool, request, view, isOwn }: StreamBase, failures: unknown[]): StreamPlace {
  return {
    ...{ pool, request, onProgress: view.onProgress },
    async ended(failure) {
      const worded = failure === null ? null : inOptions(failure);
      if (!isOwn) return worded;
      const report = await pool.report(failures.length);
      await pool.close();
      view.end(worded === null ? failures : [...failures, worded], report);
      return worded;
    },
  };
}
