import { type MessagePort, parentPort, workerData } from 'node:worker_threads';

/** A thread's end of the line to its parent. */
export interface ThreadLine<Data, To, From> {
  readonly data: Data;
  send(message: From, transfer?: readonly ArrayBuffer[]): void;
  receive(take: (message: To) => void): void;
  /** Lets go of the parent, so that the thread can end. */
  close(): void;
}

/** To be called before any code of the user's: that is to find neither our port nor our memory. */
export function openThreadLine<Data, To, From>(): ThreadLine<Data, To, From> {
  const given = workerData as { data?: Data; port?: MessagePort };
  const { data, port } = given as { readonly data: Data; readonly port: MessagePort };
  // User code may replace the method: tests do.
  const post = port.postMessage.bind(port) as (message: From, transfer: readonly ArrayBuffer[]) => void;
  delete given.data;
  delete given.port;
  return {
    data,
    send: (message, transfer = []) => post(message, transfer),
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
