import { type ChildProcess, fork } from 'node:child_process';
import { builtFile } from '../../base/files/package-root.ts';
import { MonotonicClock } from '../../base/time/clock.ts';
import type { Tools } from '../../model/machine/machine.ts';
import type { ProgressFile } from '../progress/progress-file.ts';
import { type Launch, startChild } from './child.ts';
import { isRecord } from './message-shape.ts';
import { leaveThenKill } from './terminate.ts';
import { LEAVE, type Protocol, type Transport, type TransportListener } from './transport.ts';

/** Where a child finds the file of counters: after its three streams and the channel. */
const COUNTERS_FD = 4;

export interface ForkOptions {
  readonly cpu: number | null;
  readonly tools: Tools;
  readonly env: NodeJS.ProcessEnv;
  readonly counters: ProgressFile | null;
  /** JSON is faster; the rest can say more. */
  readonly serialization: 'json' | 'advanced';
  /** Null for Node's own. */
  readonly heapMb: number | null;
}

/** What a worker says through its channel: user code has that, too, but not the tag. */
export interface Tagged {
  readonly tag: string;
  readonly message: unknown;
}

/** @param entry the worker's program, whose line to us is openForkLine's. @param data what that finds there, as JSON */
export function startFork<To extends object, From>(
  entry: string,
  data: unknown,
  options: ForkOptions,
  protocol: Protocol<From>,
  listener: TransportListener<From>,
): Transport<To> {
  const tag = `${process.hrtime.bigint()}-${Math.random()}`;
  const args = [
    JSON.stringify(data),
    ...(options.counters === null ? [] : [`${COUNTERS_FD}`]),
    // The last one: the worker takes it away from what user code sees.
    tag,
  ];
  const launch: Launch = {
    cpu: options.cpu,
    tools: options.tools,
    start: (wrappers) => forkBehind(wrappers, builtFile('worker', entry), args, options),
    hear: (child, onReceived) => hear(child, tag, onReceived),
  };
  const child = startChild(launch, protocol, listener);
  const send = (message: object) => {
    // A child that is just ending closes the channel first: its exit tells the rest.
    if (child.process.connected) child.process.send(message, () => {});
  };
  return {
    send,
    kill: child.kill,
    leave(patienceMs) {
      leaveThenKill(
        { leave: () => send(LEAVE), kill: child.kill, gone: child.gone },
        patienceMs,
        new MonotonicClock(),
      );
    },
  };
}

function forkBehind(
  wrappers: readonly string[],
  file: string,
  args: readonly string[],
  { env, counters, serialization, heapMb }: ForkOptions,
): ChildProcess {
  const [execPath = process.execPath, ...rest] = [...wrappers, process.execPath];
  return fork(file, args, {
    execPath,
    execArgv: heapMb === null ? rest : [...rest, `--max-old-space-size=${heapMb}`],
    env,
    serialization,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(counters === null ? [] : [counters.fd])],
  });
}

function hear(child: ChildProcess, tag: string, onReceived: (received: unknown) => void): Promise<void> {
  // Node throws here when a child answers to a handle that we never sent (`cmd: 'NODE_HANDLE_ACK'`), and we send none.
  child.removeAllListeners('internalMessage');
  child.on('message', (received: unknown) => {
    if (isRecord(received) && received.tag === tag) onReceived((received as unknown as Tagged).message);
  });
  if (child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => child.once('disconnect', resolve));
}
