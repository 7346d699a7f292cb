import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Protocol } from './transport.ts';

/**
 * Takes what arrives at a port.
 * @returns what takes what is still on its way, and closes the port: a thread may end before its last words are here
 */
export function hearPort<From>(
  port: MessagePort,
  { parse }: Pick<Protocol<From>, 'parse'>,
  take: (message: From) => void,
): () => void {
  const hear = (received: unknown) => {
    const message = parse(received);
    if (message !== null) take(message);
  };
  port.on('message', hear);
  return () => {
    for (let last = receiveMessageOnPort(port); last !== undefined; last = receiveMessageOnPort(port)) {
      hear(last.message);
    }
    port.close();
  };
}
