import { type MessagePort, parentPort, workerData } from 'node:worker_threads';

/** A thread's end of the line to its parent. */
export interface ThreadLine<Data, To, From> {
  readonly data: Data;
  send(message: From, transfer?: readonly ArrayBuffer[]): void;
  receive(take: (message: To) => void): void;
  /** Lets go of the parent, so that the thread can end. */
  close(): void;
}

/** To be called before any code of the user's: that is not to find our port. */
export function openThreadLine<Data, To, From>(): ThreadLine<Data, To, From> {
  const given = workerData as { readonly data: Data; port?: MessagePort };
  const port = given.port as MessagePort;
  delete given.port;
  return {
    data: given.data,
    send: (message, transfer = []) => port.postMessage(message, transfer),
    receive: (take) => void port.on('message', take),
    close() {
      port.close();
      // Whoever listens there would keep the thread alive.
      parentPort?.close();
    },
  };
}

/** Resolves when all that this thread has printed is on its way: what isn't taken yet waits in the thread. */
export async function flushOutput(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
}
