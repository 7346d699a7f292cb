import { restoreBuffers } from '../../engine/transport/buffers.ts';
import { nameThread, ownClocks, ownCpu, readIdentity } from '../../machine/own/kernel.ts';
import type { UnitFunction } from '../../model/trial/function-source.ts';
import { loadFunction, NoSuchFunctionError } from '../../workloads/user/load-module.ts';
import type { ClaimBuffers } from '../dispatch/claim-memory.ts';
import type { Batch, BatchClocks, FromMapWorker, MapWorkerData, ToMapWorker } from '../protocol/messages.ts';
import { packThrown } from '../protocol/thrown/pack.ts';
import { Batches, type ReportPosition } from './batches.ts';
import { Outbox } from './outbox.ts';

/** A worker's end of the line to its parent. */
export interface MapChannel {
  readonly threadId: number;
  send(message: FromMapWorker): void;
  /** Resolves when what was printed is on its way; absent where that is so at once. */
  flushOutput?(): Promise<void>;
  /** What tells the parent at which unit we are, in a batch. */
  positionReporter(batch: Batch): ReportPosition;
  /** What claims and does units by itself, where the engine has that. */
  makeClaimer?(fn: UnitFunction, claims: ClaimBuffers, outbox: Outbox): () => Promise<void>;
  /** Memory (bytes) that we keep. */
  keptBytes(): number;
}

/**
 * Loads the function, says so, and from then on does what it is told, one thing after the other.
 * @returns what takes the parent's orders; those that come before the function is there wait
 */
export function liveMap(data: MapWorkerData, channel: MapChannel): (order: ToMapWorker) => void {
  nameThread(data.name);
  const outbox = new Outbox(channel.send);
  let begin: (given: unknown) => void = () => {};
  const given = new Promise((resolve) => {
    begin = resolve;
  });
  const loaded = load(data, given, channel).then(async (fn) => {
    await channel.flushOutput?.();
    const { pid, tid } = readIdentity(channel.threadId);
    channel.send({ type: 'ready', pid: pid ?? process.pid, tid });
    const batches = new Batches(
      fn,
      data.concurrency,
      outbox,
      tellOf(data, channel),
      channel.positionReporter,
    );
    return { fn, batches };
  });
  let last: Promise<unknown> = loaded;
  return (order) => {
    if (order.type === 'init') return begin(restoreBuffers(order).data);
    last = last.then(async () => {
      const { fn, batches } = await loaded;
      if (order.type === 'batch') batches.add(restoreBuffers(order));
      else if (order.type === 'claim') {
        await channel.makeClaimer?.(fn, order.claims, outbox)();
        channel.send({ type: 'idle' });
      }
    });
  };
}

/** Never resolves where the function can't be had: the parent is told, and ends us. */
async function load(
  { source, init, slot }: MapWorkerData,
  given: Promise<unknown>,
  channel: MapChannel,
): Promise<UnitFunction> {
  let begun: string | null = null;
  try {
    const fn = await loadFunction(source);
    if (init === null) return fn;
    const setUp = await loadFunction({ ...source, name: init });
    const data = await given;
    begun = init;
    await setUp(data, slot);
    return fn;
  } catch (error) {
    await channel.flushOutput?.();
    const isMissing = error instanceof NoSuchFunctionError;
    channel.send({ type: 'unusable', thrown: packThrown(error), isMissing, init: begun });
    return new Promise(() => {});
  }
}

/** Tells of each batch that is over, with what was asked for: clocks since the last one, or since it began. */
function tellOf({ tells }: MapWorkerData, { send, keptBytes }: MapChannel) {
  let running = 0;
  let before = ownClocks();
  return {
    began(): void {
      if (tells.clocks && running === 0) before = ownClocks();
      running++;
    },
    finished({ from, count }: Pick<Batch, 'from' | 'count'>, tookMs: number): void {
      running--;
      const now = tells.clocks ? ownClocks() : null;
      const clocks = now === null ? null : clocksBetween(before, now);
      if (now !== null) before = now;
      const bytes = tells.bytes ? keptBytes() : null;
      send({ type: 'finished', from, units: count, tookMs, bytes, clocks });
    },
  };
}

type OwnClocks = ReturnType<typeof ownClocks>;

function clocksBetween(before: OwnClocks, now: OwnClocks): BatchClocks {
  const since = (clock: keyof OwnClocks) => {
    const [then, at] = [before[clock], now[clock]];
    return then === null || at === null ? null : at - then;
  };
  return { cpu: ownCpu(), runNs: since('runNs'), runDelayNs: since('runDelayNs') };
}
