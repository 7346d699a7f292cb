import { messageOf, stackOf } from '../../base/errors/read-thrown.ts';
import { kernelIdentity } from '../../base/kernel-identity.ts';
import type { WorkerExit } from '../../engine/engine.ts';
import { quotedEnd } from '../../engine/transport/stderr-end.ts';
import type { Warning } from '../../model/warning.ts';
import type { MapWorker } from '../workers/worker.ts';

/** What its worker is at: it loads, has nothing to do, does batches, claims units by itself; or there is none. */
export type SlotState = 'starting' | 'idle' | 'batches' | 'claiming' | 'gone';

/** A place for a worker: what is done here counts for the place, whoever is in it. */
export class MapSlot {
  readonly index: number;
  readonly name: string;
  worker: MapWorker | null = null;
  state: SlotState = 'gone';
  pid: number | null = null;
  tid: number | null = null;
  /** Batches that were sent and aren't over. */
  inFlight = 0;
  /** So many units more it may be sent. */
  room = Number.POSITIVE_INFINITY;
  /** It is to be replaced, or to end, as soon as it has nothing to do: that it ends says nothing. */
  isLeaving = false;
  /** Units whose answers came by message. */
  received = 0;
  /** Workers that were started here. */
  started = 0;
  /** Units that were done here when this worker was started. */
  doneBefore = 0;
  /** How often in a row a worker ended with nothing to blame and nothing done. */
  vainEnds = 0;
  /** The unit that has taken too long, once the worker is ended for it. */
  expired: { readonly index: number; readonly timeoutMs: number } | null = null;
  /** Ends a worker that is not ready in time. */
  loading: NodeJS.Timeout | null = null;
  #seenAt: number | null = null;
  #seenSinceMs = 0;

  constructor(index: number) {
    this.index = index;
    this.name = `worker ${index}`;
  }

  get isBusy(): boolean {
    return this.state === 'batches' || this.state === 'claiming';
  }

  /** Its clock stops: of whatever it was seen at, or of this unit, which is begun again with the same index. */
  forgetSeen(index: number | null = this.#seenAt): void {
    if (index === this.#seenAt) this.#seenAt = null;
  }

  /** Looks where the worker is. @returns the unit that it has been seen at for `timeoutMs` or longer, or null */
  overdue(nowMs: number, timeoutMs: number): number | null {
    const at = this.isBusy ? (this.worker?.position() ?? null) : null;
    if (at !== this.#seenAt) {
      this.#seenAt = at;
      this.#seenSinceMs = nowMs;
    }
    return at !== null && nowMs - this.#seenSinceMs >= timeoutMs ? at : null;
  }
}

/** A worker as people find it again: its name, and what the kernel calls it. */
export function whoIs(slot: MapSlot): string {
  const identity = kernelIdentity(slot);
  return identity === null ? slot.name : `${slot.name}, ${identity}`;
}

/** That a worker ended unasked, and what becomes of its units; with the stack, where it was an error that nobody caught. */
export function endedUnasked(slot: MapSlot, end: WorkerExit, hasUnits: boolean): Warning {
  const identity = kernelIdentity(slot);
  const who = identity === null ? slot.name : `${slot.name} (${identity})`;
  const units = hasUnits ? '; its unfinished units run again' : ' when its units were done';
  const stack = stackOf(end.error);
  return {
    code: 'WORKER_ENDED',
    message: `${who} ${howEnded(end)}${units}${stack === null ? '' : `\n${stack}`}`,
    hint: null,
  };
}

/** Whether a worker that was let go, and may have been ended for staying, came to grief by itself. */
export function hasFailed({ error, signal, stderrEnd }: WorkerExit): boolean {
  return error !== null || (signal === null && stderrEnd !== undefined);
}

function howEnded(end: WorkerExit): string {
  const { code, signal, error } = end;
  if (signal !== null) return `was killed by ${signal}${quotedEnd(end)}`;
  if (error === null) return `exited with code ${code}${quotedEnd(end)}`;
  return `ended: ${messageOf(error)}`;
}
