import { ConcurError, usageError } from '../../../base/errors/errors.ts';
import { LEASE_MS, WAIT_MS } from '../../../map/hosts/submit/hosts-request.ts';
import { mapEngineFor } from '../../../map/map-engine.ts';
import type { PoolRequest } from '../../../map/pool-request.ts';
import type { WorkforceRequest } from '../../../map/request.ts';
import type { MapEngineName } from '../../../model/engines/engines.ts';
import { isPython, type UserSource } from '../../../workloads/user/python-reference.ts';
import type { TypedOptions } from '../../options/table.ts';
import { typedBroker } from '../hosts/asked-broker.ts';

/** Who is to do it. @throws ConcurError (USAGE) for options that are of no use to them */
export function workforceOf(source: UserSource, options: TypedOptions): WorkforceRequest {
  if (options.mapEngine === 'hosts') return { type: 'hosts', ...hostsOf(source, options) };
  refuseWithout('hosts', HOSTS_ONLY, options);
  return { type: 'here', pool: poolOf(source, options, options.mapEngine ?? null) };
}

function poolOf(source: UserSource, options: TypedOptions, engine: MapEngineName | null): PoolRequest {
  return {
    source,
    python: pythonFor(source, options),
    engine: mapEngineFor(source, engine),
    workers: options.workers ?? null,
    chunk: options.chunk ?? null,
    concurrency: options.concurrency ?? 1,
    retries: options.retries ?? 0,
    recycleAfter: { units: null, bytes: null },
    init: null,
    timeoutMs: options.unitTimeout ?? null,
    tellsClocks: false,
  };
}

const HOSTS_ONLY = {
  broker: '--broker',
  insecure: '--insecure',
  hosts: '--hosts',
  runName: '--run',
  wait: '--wait',
  lease: '--lease',
};
const WORKERS_ONLY = { workers: '-w', concurrency: '--concurrency' };

function hostsOf(
  source: UserSource,
  options: TypedOptions,
): Omit<WorkforceRequest & { type: 'hosts' }, 'type'> {
  if (isPython(source))
    throw usageError(
      'hosts can’t run a function in Python',
      'Use --engine processes on each machine, with --shard 1/2.',
    );
  refuseWithout('threads or processes', WORKERS_ONLY, options);
  const { hosts = 1, chunk = null, unitTimeout = null, retries = 0 } = options;
  const { runName: run = null, wait: waitMs = WAIT_MS, lease: leaseMs = LEASE_MS } = options;
  return {
    order: { source, run, hosts, waitMs, leaseMs, chunk, timeoutMs: unitTimeout, retries },
    broker: typedBroker(options),
  };
}

/** Options that are of use with other engines alone. */
function refuseWithout(
  engines: string,
  flags: Readonly<Record<string, string>>,
  options: TypedOptions,
): void {
  const found = Object.keys(flags).find((name) => options[name as keyof TypedOptions] !== undefined);
  if (found === undefined) return;
  throw usageError(
    `${flags[found]} is for --engine ${engines}`,
    `Leave it out, or take --engine ${engines}.`,
  );
}

function pythonFor(source: UserSource, { python = [] }: TypedOptions): string | undefined {
  if (python.length > 0 && !isPython(source)) {
    throw usageError(
      '--python needs your own function in Python',
      'Try concur map ./work.py#name --input rows.ndjson --output out.ndjson.',
    );
  }
  if (python.length > 1) {
    const facts = { kind: 'several-pythons' } as const;
    throw new ConcurError('USAGE', `a map runs in one Python: ${python.join(', ')}`, { facts });
  }
  return python[0];
}
