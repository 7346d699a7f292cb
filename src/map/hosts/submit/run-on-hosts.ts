import { randomUUID } from 'node:crypto';
import { type Clock, MonotonicClock } from '../../../base/time/clock.ts';
import type { ParallelMapProgress } from '../../../model/parallel-map.ts';
import type { Warning } from '../../../model/warning.ts';
import type { Numbering } from '../../dispatch/numbering.ts';
import type { Outcomes } from '../../dispatch/outcomes.ts';
import type { UnitSource } from '../../dispatch/unit-source.ts';
import type { Broker, BrokerPlace, SubmitterLine } from '../broker.ts';
import { type ChunkName, RUN_NAME, readChunkId } from '../wire/chunk-id.ts';
import { queueOf, WIRE_PROTOCOL } from '../wire/protocol.ts';
import { ChunkCutter } from './chunk-cutter.ts';
import { hostsMissing, notARunName } from './errors.ts';
import { sayFarewell } from './farewell.ts';
import { HostTable } from './host-table.ts';
import { HostWatch } from './host-watch.ts';
import type { HostsRequest } from './hosts-request.ts';
import { HostsRun } from './hosts-run.ts';
import { progressOf } from './progress.ts';
import { UnitQueue } from './unit-queue.ts';
import { every, unlessAborted, within } from './waiting.ts';

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
  /** Units that there will be, for progress; null where nobody knows. */
  readonly total: number | null;
  readonly clock?: Clock;
  /** Now, in ms of Unix time. */
  readonly unixMs?: () => number;
}

/**
 * Has hosts do every unit. What they have done stays in the broker until the end where the run has a name; else nothing stays.
 * @throws the first failure, where the request says so; the signal’s reason; what the caller’s functions throw; ConcurError where
 *   no host is there (CAPABILITY_MISSING), the broker can’t be had, or answers come to nothing
 */
export async function runOnHosts(
  request: HostsRequest,
  source: UnitSource,
  outcomes: Outcomes,
  context: HostsContext,
): Promise<void> {
  const { signal } = request;
  signal?.throwIfAborted();
  if (request.run !== null && !RUN_NAME.test(request.run)) throw notARunName(request.run);
  const { broker, place, digest, warn, clock = new MonotonicClock(), unixMs = Date.now } = context;
  const submitter = randomUUID();
  const name = request.run === null ? submitter : partName(request.run, request.numbering);
  const settings = { ...place, warn, queue: queueOf(digest), leaseMs: request.leaseMs };
  const line = await unlessAborted(signal, broker.submit(settings), (late) => late.close());
  let run: HostsRun | null = null;
  try {
    const parts = { request, source, outcomes, context, line, name, submitter, clock, unixMs };
    run = await unlessAborted(signal, openRun(parts));
  } finally {
    if (run === null) await within(clock, 200, line.close());
  }
  try {
    await accompany(run, request, context, clock);
  } finally {
    await sayFarewell(line, run, { name, submitter, isNamed: request.run !== null }, clock);
  }
}

/** Chunks are named by their units’ numbers; the shards of a whole have names of their own. */
function partName(run: string, { first, step }: Numbering): string {
  return step === 1 ? run : `${run}.${first % step}.${step}`;
}

interface RunParts {
  readonly request: HostsRequest;
  readonly source: UnitSource;
  readonly outcomes: Outcomes;
  readonly context: HostsContext;
  readonly line: SubmitterLine;
  /** Of the run, in chunks’ ids. */
  readonly name: string;
  readonly submitter: string;
  readonly clock: Clock;
  readonly unixMs: () => number;
}

/** Begins nothing yet: asks the broker for its time, who is there, and what an earlier submitter has left of this run. */
async function openRun(parts: RunParts): Promise<HostsRun> {
  const { request, source, outcomes, line, name, submitter, clock, unixMs } = parts;
  const { broker, place, digest, key, warn } = parts.context;
  const [{ offsetMs }, known, left] = await Promise.all([
    line.clock(),
    broker.hosts(place),
    request.run === null ? [] : line.list(name),
  ]);
  const brokerMs = () => unixMs() + offsetMs;
  const table = new HostTable({ digest, protocol: WIRE_PROTOCOL }, request.leaseMs);
  const watch = new HostWatch(table, request.hosts, () => clock.nowNs() / 1e6);
  for (const { silentMs, ...said } of known) watch.hear(said, silentMs);
  const run: HostsRun = new HostsRun({
    ...{ request, run: name, line, source, outcomes, watch, key, clock, warn },
    queue: new UnitQueue(source, placesOf(left, request.numbering)),
    cutter: new ChunkCutter(request, source, { run: name, submitter, key, brokerMs }),
    giveUp: (here) => void absence(parts, here).then((error) => run.fail(error)),
  });
  return run;
}

/** Those of our units, with their places in the place of their numbers. */
function placesOf(ids: readonly string[], { first, step }: Numbering): ChunkName[] {
  return ids.flatMap((id) => {
    const name = readChunkId(id);
    const from = ((name?.from ?? Number.NaN) - first) / step;
    return name === null || !Number.isInteger(from) || from < 0 ? [] : [{ ...name, from }];
  });
}

/** Lets it run to its end, reported on. */
async function accompany(
  run: HostsRun,
  { signal }: HostsRequest,
  { onProgress, total }: HostsContext,
  clock: Clock,
): Promise<void> {
  const report = () => {
    const { done, failed } = run.outcomes;
    onProgress?.(progressOf(run.hosts, { done, failed, total }));
  };
  const stop = onProgress === null ? () => {} : every(clock, PROGRESS_MS, () => attempt(run, report));
  const abort = () => run.fail(signal?.reason);
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  try {
    await run.work();
  } finally {
    stop();
    signal?.removeEventListener('abort', abort);
    report();
  }
}

/** Whatever a caller’s function throws ends the run, and is thrown at the caller. */
function attempt(run: HostsRun, act: () => void): void {
  try {
    act();
  } catch (error) {
    run.fail(error);
  }
}

/** @param here hosts that could work for us */
async function absence({ request, context }: RunParts, here: number): Promise<Error> {
  const { broker, place, digest } = context;
  const known = await broker.hosts(place).catch(() => []);
  const { source, hosts: wanted, waitMs: waitedMs } = request;
  return hostsMissing({ source, wanted, here, waitedMs, known, digest, url: place.url });
}
