import { Gate } from '../../base/gate.ts';
import type { Echo, FromWorker, ToWorker } from '../protocol/protocol.ts';
import { restoreBuffers } from '../transport/buffers.ts';

/** The worker's end of the line to its parent. */
export interface Channel {
  send(message: FromWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Tells how far the work is, as cheaply as this engine can. */
  progress(unitsDone: number, isUrgent?: boolean): void;
  /** Resolves when what was printed is on its way; absent where that is so at once. */
  flushOutput?(): Promise<void>;
  /** What the parent says. */
  readonly inbox: Inbox;
  /** Node's number of the thread: 0 in a process' main thread. */
  readonly threadId: number;
  /** Memory that the trial's workers share, or null. */
  readonly shared: SharedArrayBuffer | null;
}

/** What the parent says to a worker, for whoever in it waits. */
export class Inbox {
  readonly #go = new Gate();
  readonly #arrived = new Gate();
  readonly #collect = new Gate();
  readonly #echoes = new Map<number, (payload: unknown) => void>();
  readonly #leave: () => void;
  /** True as long as what is done doesn't count: the units then get copies of their inputs, and may change them. */
  rehearsing = false;
  #inputs: readonly unknown[] | null = null;
  #lastEcho = 0;
  /** Whether the parent has let it go: what it says now may not be heard. */
  hasLeft = false;

  /** @param leave lets go of the channel, so that the worker can end */
  constructor(leave: () => void) {
    this.#leave = leave;
  }

  /** Resolves when the parent opens the barrier. */
  get go(): Promise<void> {
    return this.#go.opened;
  }

  /** Resolves when the units' inputs are there. */
  get arrived(): Promise<void> {
    return this.#arrived.opened;
  }

  /** The units' inputs, once they are there. */
  get inputs(): readonly unknown[] | null {
    return this.#inputs;
  }

  /** Resolves when the results may be sent. */
  get collect(): Promise<void> {
    return this.#collect.opened;
  }

  /** Sends a payload to the parent. Resolves to what came back. */
  exchange(
    payload: unknown,
    transfer: readonly ArrayBuffer[],
    send: (echo: Echo, transfer: readonly ArrayBuffer[]) => void,
  ): Promise<unknown> {
    const id = ++this.#lastEcho;
    return new Promise((resolve) => {
      this.#echoes.set(id, resolve);
      send({ type: 'echo', id, payload, isTransferred: transfer.length > 0 }, transfer);
    });
  }

  take(message: ToWorker): void {
    switch (message.type) {
      case 'go':
        return this.#go.open();
      case 'leave':
        this.hasLeft = true;
        return this.#leave();
      case 'inputs':
        this.#inputs = restoreBuffers(message).inputs;
        return this.#arrived.open();
      case 'collect':
        return this.#collect.open();
      case 'echo':
        this.#echoes.get(message.id)?.(message.payload);
        this.#echoes.delete(message.id);
    }
  }
}
