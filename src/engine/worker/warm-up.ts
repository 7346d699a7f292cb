import type { Work } from '../../model/trial/workload.ts';
import type { Job } from '../protocol/protocol.ts';
import type { Channel } from './channel.ts';

/** What the times are read from. */
interface Times {
  readonly loadedNs: number;
  nowNs(): number;
}

/**
 * What a worker does before the barrier, where its phases are timed apart: takes its inputs, does its first unit cold,
 * goes on until its code is compiled as well as it will be, and begins anew.
 */
export async function warmUp(
  work: Work,
  job: Job,
  channel: Channel,
  { loadedNs, nowNs }: Times,
): Promise<void> {
  const { warmUpMs = 0, hasInputs = false, roundTrips = 0 } = job.profiling ?? {};
  if (hasInputs) await channel.inbox.arrived;
  const inputsNs = hasInputs ? nowNs() : null;
  const share = 'units' in job.work.amount ? job.work.amount.units : Number.POSITIVE_INFINITY;
  channel.inbox.rehearsing = true;
  const beginNs = nowNs();
  let firstResultNs = beginNs;
  for (let done = 0; share > 0 && (done === 0 || nowNs() - beginNs < warmUpMs * 1e6); done++) {
    // Whoever has few units does them again: a compiler that has seen less compiles worse.
    if (done > 0 && done % share === 0) work.restart?.();
    await work.run(1);
    if (done === 0) firstResultNs = nowNs();
    if (job.cooperative) await new Promise((resolve) => setImmediate(resolve));
  }
  const roundTripNs = await medianRoundTrip(channel, roundTrips, nowNs);
  channel.inbox.rehearsing = false;
  work.restart?.();
  channel.send({ type: 'warm', warmUp: { loadedNs, inputsNs, firstResultNs, roundTripNs } });
}

/** A small message to the parent and back, one after the other. */
async function medianRoundTrip(channel: Channel, count: number, nowNs: () => number): Promise<number | null> {
  const trips: number[] = [];
  for (let trip = 0; trip < count; trip++) {
    const sentNs = nowNs();
    await channel.inbox.exchange(trip, [], (echo) => channel.send(echo));
    trips.push(nowNs() - sentNs);
  }
  return trips.sort((a, b) => a - b)[Math.floor(count / 2)] ?? null;
}
