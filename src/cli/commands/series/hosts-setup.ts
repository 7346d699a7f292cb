import { LEASE_MS, WAIT_MS } from '../../../map/hosts/submit/hosts-request.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { UnitWork } from '../../../run/series/candidate.ts';
import type { HostsCandidate, HostsSetup } from '../../../run/series/hosts/candidate.ts';
import { hostsHere } from '../../../run/series/hosts/hosts-here.ts';
import type { TypedOptions } from '../../options/table.ts';
import { askedBroker } from '../hosts/asked-broker.ts';

/** A map as it is where nobody asks for something else. */
const USUAL = { run: null, waitMs: WAIT_MS, leaseMs: LEASE_MS, chunk: null, timeoutMs: null, retries: 0 };

/** The broker that was asked for, and what its hosts are to do. @throws ConcurError (USAGE) where none is named */
export async function hostsSetup(source: FunctionSource, options: TypedOptions): Promise<HostsSetup> {
  const place = askedBroker(options, process.env);
  const { BULLMQ_BROKER: broker } = await import('../../../map/hosts/bullmq/bullmq-broker.ts');
  return { broker, place, key: process.env.CONCUR_KEY || null, order: { source, ...USUAL, hosts: 1 } };
}

/** All hosts that are there for it. @throws ConcurError (CAPABILITY_MISSING) where none is */
export async function hostsCandidate(setup: HostsSetup, work: UnitWork): Promise<HostsCandidate> {
  const hosts = await hostsHere(setup, 1);
  const workers = hosts.reduce((sum, host) => sum + host.workers, 0);
  return { label: 'hosts', workers, engine: 'hosts', python: null, work };
}
