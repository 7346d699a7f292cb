import { randomUUID } from 'node:crypto';
import { type Clock, MonotonicClock } from '../../../base/time/clock.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { ParallelMapProgress } from '../../../model/parallel-map.ts';
import type { Warning } from '../../../model/warning.ts';
import type { Broker, BrokerPlace, SubmitterLine } from '../broker.ts';
import { redacted } from '../broker-url.ts';
import { readChunkId } from '../wire/chunk-id.ts';
import { queueOf, WIRE_PROTOCOL } from '../wire/protocol.ts';
import { ChunkCutter } from './chunk-cutter.ts';
import { hostsMissing } from './errors.ts';
import { HostTable } from './host-table.ts';
import { HostWatch } from './host-watch.ts';
import { HostsRun } from './hosts-run.ts';
import type { HostsRequest } from './hosts-request.ts';
import { leave } from './leave.ts';
import { progressOf } from './progress.ts';
import { UnitQueue } from './unit-queue.ts';
import type { UnitOutcomes, UnitSource } from './units.ts';

/** Progress is told this often at most. */
const PROGRESS_MS = 100;

export interface HostsContext {
  readonly broker: Broker;
  readonly place: BrokerPlace;
  /** Of the function’s code: hosts that have another get nothing. */
  readonly digest: string;
  /** `CONCUR_KEY`: what jobs and answers are signed with. Null for none. */
  readonly key: string | null;
  readonly warn: (warning: Warning) => void;
  readonly onProgress: ((progress: ParallelMapProgress) => void) | null;
  readonly clock?: Clock;
  /** Now, in ms of Unix time. */
  readonly unixMs?: () => number;
}

/**
 * Has hosts do every unit. What they have done stays in the broker until the end where the run has a name; else nothing stays.
 * @throws the first failure, where the request says so; the signal’s reason; what the caller’s functions throw; ConcurError where
 *   no host is there (CAPABILITY_MISSING), or answers come to nothing
 */
export async function runOnHosts(
  request: HostsRequest,
  source: UnitSource,
  outcomes: UnitOutcomes,
  context: HostsContext,
): Promise<void> {
  const { signal } = request;
  signal?.throwIfAborted();
  const { broker, place, digest, clock = new MonotonicClock(), unixMs = Date.now } = context;
  const opening = broker.submit({ ...place, queue: queueOf(digest), leaseMs: request.leaseMs });
  const line = await unlessAborted(signal, opening, (late) => void late.close());
  const name = request.run ?? randomUUID();
  let run: HostsRun | null = null;
  try {
    const [ids, { offsetMs }, known] = await unlessAborted(
      signal,
      Promise.all([request.run === null ? [] : line.list(name), line.clock(), broker.hosts(place)]),
    );
    const brokerMs = () => unixMs() + offsetMs;
    const table = new HostTable({ digest, protocol: WIRE_PROTOCOL }, request.leaseMs);
    const watch = new HostWatch(table, request.hosts, () => clock.nowNs() / 1e6);
    for (const state of known) watch.hear(state, Math.max(0, brokerMs() - state.saidAtMs));
  } finally {
    await leave(line, run, request, clock);
  }
}
