import { withoutCommands } from '../base/text/commands.ts';
import { printable } from '../base/text/printable.ts';
import type { ParallelMapError } from '../map/error.ts';
import { readMapRequest } from '../map/request.ts';
import { runMap } from '../map/run-map.ts';
import type {
  ParallelMapInputs,
  ParallelMapOptions,
  ParallelMapOutcome,
  ParallelMapProgress,
} from '../model/parallel-map.ts';
import type { MapView } from '../report/live/map/view.ts';
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
  const request = readMapRequest(moduleUrl, inputs, options);
  const isDrawn = options.progress === true && request.inputs.total > 0;
  const drawing = isDrawn ? await (await import('../report/live/map/draw.ts')).drawMap(process.env) : null;
  try {
    const answers = await runMap(request, {
      env: process.env,
      takeLine: drawing?.takeLine ?? null,
      onProgress: listeners(options.onProgress, drawing),
      warn:
        options.onWarning ??
        (({ message, hint }) =>
          (drawing?.note ?? writeOnStderr)(hint === null ? message : `${message}\n${hint}`)),
    });
    drawing?.end(answers.failures());
    return request.onError === 'collect' ? answers.outcomes() : answers.values();
  } catch (error) {
    const worded = inOptions(error);
    drawing?.end([worded]);
    throw worded;
  }
}

function listeners(
  own: ParallelMapOptions['onProgress'],
  drawing: MapView | null,
): ((progress: ParallelMapProgress) => void) | null {
  if (own === undefined && drawing === null) return null;
  return (progress) => {
    drawing?.update(progress);
    own?.(progress);
  };
}

function writeOnStderr(text: string): void {
  process.stderr.write(`${withoutCommands(printable(text))}\n`);
}
