import { ConcurError } from '../base/errors/errors.ts';
import { optional, optionsOf, record } from '../base/shape/combine.ts';
import { must } from '../base/shape/shape.ts';
import { above0, callable, flag, instance, oneOf, wholeNumber, words } from '../base/shape/values.ts';
import { MAP_WORDS } from '../model/engines/engine-names.ts';
import type {
  MapStreamOptions,
  MapWorkerOptions,
  ParallelMapOptions,
  PoolCallOptions,
  PoolStreamOptions,
} from '../model/parallel-map.ts';
import { readModuleReference } from '../workloads/user/module-reference.ts';
import type { HostsOrder } from './hosts/hosts-order.ts';
import { LEASE_MS, WAIT_MS } from './hosts/submit/hosts-request.ts';
import type { PoolRequest } from './pool-request.ts';

/** Whether it can be cloned shows when it is sent. */
const anything = () => null;

/** What only workers of one's own can be asked for. */
const OWN_OPTIONS = {
  workers: wholeNumber(1),
  concurrency: wholeNumber(1),
  recycleAfter: record<NonNullable<MapWorkerOptions['recycleAfter']>>('an object', {
    units: optional(wholeNumber(1)),
    bytes: optional(wholeNumber(1)),
  }),
  init: words,
  data: anything,
};
/** What only hosts can. */
const HOSTS_OPTIONS = {
  broker: words,
  insecure: flag,
  hosts: wholeNumber(1),
  wait: above0('milliseconds'),
  run: words,
  lease: wholeNumber(1000),
};
const WORKER_OPTIONS = {
  engine: oneOf(MAP_WORDS),
  ...OWN_OPTIONS,
  ...HOSTS_OPTIONS,
  chunk: wholeNumber(1),
  retries: wholeNumber(0),
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

/** Who is to do units, checked and with defaults: workers here, or those of hosts. */
export type WorkforceRequest =
  | { readonly type: 'here'; readonly pool: PoolRequest }
  | { readonly type: 'hosts'; readonly order: HostsOrder; readonly broker: BrokerAsked };

/** Where the broker is said to be; null for where the environment says. */
export interface BrokerAsked {
  readonly url: string | null;
  readonly insecure: boolean;
}

/**
 * What was asked of workers, with its defaults.
 * @throws TypeError that says what to pass instead; ConcurError (USAGE) where the module's file isn't there
 */
export function readWorkforceRequest(moduleUrl: unknown, options: MapWorkerOptions): WorkforceRequest {
  if (options.engine !== 'hosts') return { type: 'here', pool: readPoolRequest(moduleUrl, options) };
  refuseThose(OWN_OPTIONS, options, 'hosts say that themselves: pass it to concur worker');
  const { broker: url = null, insecure = false, run = null, hosts = 1 } = options;
  const { chunk = null, timeout = null, retries = 0 } = options;
  const [waitMs, leaseMs] = [options.wait ?? WAIT_MS, options.lease ?? LEASE_MS];
  const source = readModuleReference(moduleUrl, process.cwd());
  const order = { source, run, hosts, waitMs, leaseMs, chunk, timeoutMs: timeout, retries };
  return { type: 'hosts', order, broker: { url, insecure } };
}

/** The same of workers here. */
export function readPoolRequest(moduleUrl: unknown, options: MapWorkerOptions): PoolRequest {
  const { engine = 'threads' } = options;
  if (engine === 'hosts') throw new TypeError('hosts are others’: pass threads or processes');
  if (engine === 'processes' && 'bun' in process.versions) throw noProcesses();
  refuseThose(HOSTS_OPTIONS, options, "it is for engine: 'hosts'");
  const { units = null, bytes = null } = options.recycleAfter ?? {};
  return {
    source: readModuleReference(moduleUrl, process.cwd()),
    engine,
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

function refuseThose(rows: object, options: MapWorkerOptions, why: string): void {
  const found = Object.keys(rows).find((name) => options[name as keyof MapWorkerOptions] !== undefined);
  if (found !== undefined) throw new TypeError(`${found} can’t be passed here: ${why}`);
}

/** Bun opens no stream on a descriptor that it was given: a worker couldn't hear us. */
function noProcesses(): ConcurError {
  return new ConcurError('CAPABILITY_MISSING', 'parallelMap has no processes under Bun', {
    hint: "Use engine: 'threads', or Node.",
  });
}
