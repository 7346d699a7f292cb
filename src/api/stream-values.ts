import { FROM_ZERO } from '../map/dispatch/numbering.ts';
import type { Failures } from '../map/failures.ts';
import { checkStreamInputs } from '../map/inputs.ts';
import { outcomeOf, type StreamPlace, streamMap, takeOne } from '../map/stream/stream-map.ts';
import type { Settled } from '../map/stream/window.ts';
import type { Workforce } from '../map/workforce.ts';
import type { MapStreamOptions } from '../model/parallel-map.ts';
import type { ApiMapView } from './map-view.ts';
import { inOptions } from './option-hints.ts';

/** Who does a stream, and whether that is for it alone. */
interface StreamBase {
  readonly workforce: Workforce;
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
  let failures: Failures | null = null;
  const openPlace = async () => {
    const base = await open();
    failures = base.view.failures;
    return placeOf(base);
  };
  const present = (settled: Settled) => {
    if (settled.error !== null) failures?.add(settled.error);
    else if (onError === 'raise') return { index: settled.index, value: settled.value };
    return outcomeOf(settled);
  };
  const call = { onError, signal, ahead, ordered, numbering: FROM_ZERO, total: null };
  return streamMap(openPlace, inputs, call, takeOne(present));
}

function placeOf({ workforce, view, isOwn }: StreamBase): StreamPlace {
  return {
    ...{ workforce, onProgress: view.onProgress },
    async ended(failure) {
      const worded = failure === null ? null : inOptions(failure);
      if (worded !== null) view.failures.add(worded);
      if (!isOwn) return worded;
      const report = await workforce.report();
      await workforce.close();
      view.end(report);
      return worded;
    },
  };
}
