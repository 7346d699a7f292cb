import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  type TransferListItem,
  Worker,
} from 'node:worker_threads';
import { asError } from '../../base/errors/read-thrown.ts';
import { builtFile } from '../../base/files/package-root.ts';
import { Gate } from '../../base/gate.ts';
import { MonotonicClock } from '../../base/time/clock.ts';
import type { WorkerExit } from '../engine.ts';
import { readLines } from './lines.ts';
import { afterOutput } from './read-output.ts';
import { StderrEnd } from './stderr-end.ts';
import { leaveThenKill } from './terminate.ts';
import { LEAVE, type Protocol, type Transport, type TransportListener } from './transport.ts';

export interface ThreadOptions {
  readonly name: string;
  readonly heapMb: number;
  /** Whether what it prints comes to the listener; else it goes where ours does. */
  readonly capture: boolean;
}

/** @param entry the worker's program, whose line to us is openThreadLine's. @param data what that finds there */
export function startThread<To, From>(
  entry: string,
  data: unknown,
  { name, heapMb, capture }: ThreadOptions,
  protocol: Protocol<From>,
  listener: Omit<TransportListener<From>, 'pinRefused'>,
): Transport<To> {
  // A port of its own: the one that Node gives it, user code has, too.
  const { port1: port, port2 } = new MessageChannel();
  const gone = new Gate();
  const worker = new Worker(builtFile('worker', entry), {
    workerData: { data, port: port2 },
    transferList: [port2],
    name,
    stdout: capture,
    stderr: capture,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const stderr = new StderrEnd();
  const printed = capture
    ? Promise.all([
        readLines(worker.stdout, (line) => listener.output('stdout', line)),
        readLines(worker.stderr, (line) => {
          stderr.take(line);
          listener.output('stderr', line);
        }),
      ])
    : Promise.resolve();
  const messages = afterOutput<From>(protocol.followsOutput, (message) => listener.message(message));
  const hearRest = hearPort(port, protocol, messages.take);
  ended(worker).then(async (end) => {
    await printed;
    hearRest();
    messages.end();
    listener.exit(stderr.addedTo(end));
    gone.open();
  });
  const send = (message: unknown, transfer: readonly ArrayBuffer[] = []) =>
    port.postMessage(message, transfer as readonly TransferListItem[]);
  const kill = () => void worker.terminate();
  return {
    send,
    kill,
    leave(patienceMs) {
      leaveThenKill({ leave: () => send(LEAVE), kill, gone: gone.opened }, patienceMs, new MonotonicClock());
    },
    setRef(isRef) {
      for (const handle of [worker, port]) handle[isRef ? 'ref' : 'unref']();
    },
  };
}

function ended(worker: Worker): Promise<WorkerExit> {
  let error: Error | null = null;
  worker.on('error', (thrown: unknown) => {
    error = asError(thrown);
  });
  return new Promise((resolve) => {
    worker.once('exit', (code) => resolve({ code, signal: null, error }));
  });
}

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
