import { ConcurError } from '../base/errors/errors.ts';
import { optional, optionsOf, record } from '../base/shape/combine.ts';
import { must } from '../base/shape/shape.ts';
import { above0, callable, flag, instance, oneOf, wholeNumber, words } from '../base/shape/values.ts';
import { MAP_ENGINES } from '../model/engines/engine-names.ts';
import type {
  MapStreamOptions,
  MapWorkerOptions,
  ParallelMapOptions,
  PoolCallOptions,
  PoolStreamOptions,
} from '../model/parallel-map.ts';
import { readModuleReference } from '../workloads/user/module-reference.ts';
import type { PoolRequest } from './pool-request.ts';

/** Whether it can be cloned shows when it is sent. */
const anything = () => null;

const WORKER_OPTIONS = {
  engine: oneOf(MAP_ENGINES),
  workers: wholeNumber(1),
  chunk: wholeNumber(1),
  concurrency: wholeNumber(1),
  retries: wholeNumber(0),
  recycleAfter: record<NonNullable<MapWorkerOptions['recycleAfter']>>('an object', {
    units: optional(wholeNumber(1)),
    bytes: optional(wholeNumber(1)),
  }),
  init: words,
  data: anything,
  onProgress: callable,
  report: must('true, false or a function', (value) => ['boolean', 'function'].includes(typeof value)),
  onWarning: callable,
  progress: flag,
  timeout: above0('milliseconds'),
  signal: instance('an AbortSignal', AbortSignal),
};
const ON_ERROR = oneOf(['raise', 'collect']);

/** What is wrong with the options of a call, of a stream and of a pool. @throws TypeError that says what to pass instead */
export const checkMapOptions = optionsOf<ParallelMapOptions>('parallelMap', {
  ...WORKER_OPTIONS,
  onError: ON_ERROR,
});
const STREAM_ORDER = { ahead: wholeNumber(1), ordered: flag };
export const checkStreamOptions = optionsOf<MapStreamOptions>('parallelMapStream', {
  ...WORKER_OPTIONS,
  onError: ON_ERROR,
  ...STREAM_ORDER,
});
export const checkPoolOptions = optionsOf<MapWorkerOptions>('createPool', WORKER_OPTIONS);
const CALL_OPTIONS = { onError: ON_ERROR, signal: WORKER_OPTIONS.signal };
export const checkPoolCall = optionsOf<PoolCallOptions>('pool.map', CALL_OPTIONS);
export const checkPoolStream = optionsOf<PoolStreamOptions>('pool.stream', {
  ...CALL_OPTIONS,
  ...STREAM_ORDER,
});

/**
 * What was asked of workers, with its defaults.
 * @throws TypeError that says what to pass instead; ConcurError (USAGE) where the module's file isn't there
 */
export function readPoolRequest(moduleUrl: unknown, options: MapWorkerOptions): PoolRequest {
  if (options.engine === 'processes' && 'bun' in process.versions) throw noProcesses();
  const { units = null, bytes = null } = options.recycleAfter ?? {};
  return {
    source: readModuleReference(moduleUrl, process.cwd()),
    engine: options.engine ?? 'threads',
    workers: options.workers ?? null,
    chunk: options.chunk ?? null,
    concurrency: options.concurrency ?? 1,
    retries: options.retries ?? 0,
    recycleAfter: { units, bytes },
    init: options.init === undefined ? null : { name: options.init, data: options.data },
    timeoutMs: options.timeout ?? null,
    tellsClocks: false,
  };
}

/** Bun opens no stream on a descriptor that it was given: a worker couldn't hear us. */
function noProcesses(): ConcurError {
  return new ConcurError('CAPABILITY_MISSING', 'parallelMap has no processes under Bun', {
    hint: "Use engine: 'threads', or Node.",
  });
}
