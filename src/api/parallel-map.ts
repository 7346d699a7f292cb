import type { ParallelMapError } from '../map/error.ts';
import { readMapInputs } from '../map/inputs.ts';
import { openWorkforce } from '../map/open-workforce.ts';
import { checkMapOptions, readWorkforceRequest } from '../map/request.ts';
import type { Workforce } from '../map/workforce.ts';
import type { ParallelMapInputs, ParallelMapOptions, ParallelMapOutcome } from '../model/parallel-map.ts';
import { openMapView } from './map-view.ts';
import { inOptions } from './option-hints.ts';

/**
 * Calls a module's function for every input, on all cores, and resolves to the results in the inputs' order.
 *
 * Each worker loads the module by itself and calls `fn(input, index)`; a promise is awaited before the next call. What a
 * worker held when it died is done again, so a unit may be begun twice; its result is taken once.
 *
 * @param moduleUrl `new URL('./work.js#name', import.meta.url)`, or a path with an optional `#name` (else the default export)
 * @param inputs a number of units, whose input is their index; or anything iterable, with an input for each unit
 * @throws TypeError for wrong arguments; ParallelMapError (a rejection) for the first unit that fails, unless `onError`
 *   is `collect`; the signal's reason; ConcurError where the function can't be had or workers come to nothing
 */
export function parallelMap<Output = unknown, Input = unknown>(
  moduleUrl: URL | string,
  inputs: ParallelMapInputs<Input>,
  options: ParallelMapOptions & { readonly onError: 'collect' },
): Promise<ParallelMapOutcome<Output, ParallelMapError>[]>;
export function parallelMap<Output = unknown, Input = unknown>(
  moduleUrl: URL | string,
  inputs: ParallelMapInputs<Input>,
  options?: ParallelMapOptions & { readonly onError?: 'raise' },
): Promise<Output[]>;
export function parallelMap<Output = unknown, Input = unknown>(
  moduleUrl: URL | string,
  inputs: ParallelMapInputs<Input>,
  options: ParallelMapOptions,
): Promise<Output[] | ParallelMapOutcome<Output, ParallelMapError>[]>;
export async function parallelMap(
  moduleUrl: URL | string,
  inputs: ParallelMapInputs<unknown>,
  options: ParallelMapOptions = {},
): Promise<unknown[]> {
  checkMapOptions(options);
  const request = readWorkforceRequest(moduleUrl, options);
  const units = readMapInputs(inputs);
  const view = await openMapView(options, units.total > 0);
  const { onError = 'raise', signal = null } = options;
  let workforce: Workforce | null = null;
  try {
    workforce = await openWorkforce(request, view.context, units.total);
    const answers = await workforce.run(units, { onError, signal, onProgress: view.onProgress });
    for (const failure of answers.failures()) view.failures.add(failure);
    const report = await workforce.report();
    await workforce.close();
    view.end(report);
    return onError === 'collect' ? answers.outcomes() : answers.values();
  } catch (error) {
    await workforce?.close();
    const worded = inOptions(error);
    view.failures.add(worded);
    view.end(null);
    throw worded;
  }
}
