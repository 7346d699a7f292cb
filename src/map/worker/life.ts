import { restoreBuffers } from '../../engine/transport/buffers.ts';
import { nameThread, readIdentity } from '../../machine/own/kernel.ts';
import type { FunctionSource, UnitFunction } from '../../model/trial/function-source.ts';
import { isPromise } from '../../workloads/unit-work.ts';
import { loadFunction, NoSuchFunctionError } from '../../workloads/user/load-module.ts';
import type { Batch, FromMapWorker, MapJob, ToMapWorker } from '../protocol/messages.ts';
import { packThrown } from '../protocol/thrown/pack.ts';
import { Outbox } from './outbox.ts';

/** A worker's end of the line to its parent. */
export interface MapChannel {
  readonly threadId: number;
  send(message: FromMapWorker): void;
  /** Resolves when what was printed is on its way; absent where that is so at once. */
  flushOutput?(): Promise<void>;
  /** What tells the parent at which unit we are, in a batch. */
  positionReporter(batch: Batch): (position: number) => void;
  /** What claims and does units by itself, where the engine has that. */
  makeClaimer?(fn: UnitFunction, outbox: Outbox): () => Promise<void>;
}

/**
 * Loads the function, says so, and from then on does what it is told, one thing after the other.
 * @returns what takes the parent's orders; those that come before the function is there wait
 */
export function liveMap({ name, source }: MapJob, channel: MapChannel): (order: ToMapWorker) => void {
  nameThread(name);
  const outbox = new Outbox(channel.send);
  const loaded = load(source, channel).then(async (fn) => {
    await channel.flushOutput?.();
    const claim = channel.makeClaimer?.(fn, outbox);
    const { pid, tid } = readIdentity(channel.threadId);
    channel.send({ type: 'ready', pid: pid ?? process.pid, tid });
    return { fn, claim };
  });
  let last: Promise<unknown> = loaded;
  return (order) => {
    last = last.then(async () => {
      const { fn, claim } = await loaded;
      if (order.type === 'claim') {
        await claim?.();
        channel.send({ type: 'idle' });
      } else if (order.type === 'batch') {
        const tookMs = await doBatch(fn, restoreBuffers(order), outbox, channel.positionReporter(order));
        channel.send({ type: 'finished', units: order.count, tookMs });
      }
    });
  };
}

/** Never resolves where the function can't be had: the parent is told, and ends us. */
async function load(source: FunctionSource, channel: MapChannel): Promise<UnitFunction> {
  try {
    return await loadFunction(source);
  } catch (error) {
    await channel.flushOutput?.();
    const isMissing = error instanceof NoSuchFunctionError;
    channel.send({ type: 'unusable', thrown: packThrown(error), isMissing });
    return new Promise(() => {});
  }
}

/**
 * Does the units of a batch, one after the other.
 * @param reportPosition is told each unit's index plus one before it begins, and 0 after the last
 * @returns how long that took, in ms
 */
async function doBatch(
  fn: UnitFunction,
  { from, count, inputs }: Batch,
  outbox: Outbox,
  reportPosition: (position: number) => void,
): Promise<number> {
  const startMs = performance.now();
  for (let i = 0; i < count; i++) {
    const index = from + i;
    reportPosition(index + 1);
    try {
      const value = fn(inputs === null ? index : inputs[i], index);
      outbox.add(index, isPromise(value) ? await value : value);
    } catch (thrown) {
      outbox.fail(index, thrown);
    }
  }
  reportPosition(0);
  const tookMs = performance.now() - startMs;
  outbox.flush();
  return tookMs;
}
