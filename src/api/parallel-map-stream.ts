import type { ParallelMapError } from '../map/error.ts';
import { openWorkforce } from '../map/open-workforce.ts';
import { checkStreamOptions, readWorkforceRequest } from '../map/request.ts';
import type { MapStreamOptions, StreamedOutcome, StreamedValue } from '../model/parallel-map.ts';
import { openMapView } from './map-view.ts';
import { streamValues } from './stream-values.ts';

/** Inputs of a stream: whatever can be iterated over, now or as it comes. */
export type StreamInputs<Input> = Iterable<Input> | AsyncIterable<Input>;

/**
 * Calls a module's function for every input, on all cores, and gives the results as they are taken, in the inputs' order: only so
 * many inputs are read ahead (`ahead`), so that memory stays constant however many there are.
 *
 * @param moduleUrl `new URL('./work.js#name', import.meta.url)`, or a path with an optional `#name` (else the default export)
 * @param inputs an iterable or async iterable; it is closed where the iteration ends early
 * @throws TypeError for wrong arguments; while iterating ParallelMapError for the first unit that fails, unless `onError` is
 *   `collect`; the signal's reason; what the inputs throw; ConcurError where the function can't be had or workers come to nothing
 */
export function parallelMapStream<Output = unknown, Input = unknown>(
  moduleUrl: URL | string,
  inputs: StreamInputs<Input>,
  options: MapStreamOptions & { readonly onError: 'collect' },
): AsyncGenerator<StreamedOutcome<Output, ParallelMapError>, void, void>;
export function parallelMapStream<Output = unknown, Input = unknown>(
  moduleUrl: URL | string,
  inputs: StreamInputs<Input>,
  options?: MapStreamOptions & { readonly onError?: 'raise' },
): AsyncGenerator<StreamedValue<Output>, void, void>;
export function parallelMapStream<Output = unknown, Input = unknown>(
  moduleUrl: URL | string,
  inputs: StreamInputs<Input>,
  options: MapStreamOptions,
): AsyncGenerator<StreamedValue<Output> | StreamedOutcome<Output, ParallelMapError>, void, void>;
export function parallelMapStream(
  moduleUrl: URL | string,
  inputs: StreamInputs<unknown>,
  options: MapStreamOptions = {},
): AsyncGenerator<unknown, void, void> {
  checkStreamOptions(options);
  const request = readWorkforceRequest(moduleUrl, options);
  return streamValues(inputs, options, async () => {
    const view = await openMapView(options, true);
    return { workforce: await openWorkforce(request, view.context), view, isOwn: true };
  });
}
