import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { builtFile } from '../../base/files/package-root.ts';
import { MonotonicClock } from '../../base/time/clock.ts';
import type { Tools } from '../../model/machine/machine.ts';
import type { ProgressFile } from '../progress/progress-file.ts';
import { type Launch, startChild } from './child.ts';
import { ENCODINGS, type EncodingName, LINE_FD, readFrames, sendFrame } from './frames.ts';
import { inheritedFlags } from './inherited-flags.ts';
import { leaveThenKill } from './terminate.ts';
import { LEAVE, type Protocol, type Transport, type TransportListener } from './transport.ts';

/** Where a child finds the file of counters: after its three streams and its line to us. */
const COUNTERS_FD = LINE_FD + 1;

export interface ForkOptions {
  readonly cpu: number | null;
  readonly tools: Tools;
  readonly env: NodeJS.ProcessEnv;
  readonly counters: ProgressFile | null;
  readonly encoding: EncodingName;
  /** Null for Node's own. */
  readonly heapMb: number | null;
  /** The first message to it, also where it is started once more without a wrapper. */
  readonly first?: object | null;
}

/** @param entry the worker's program, whose line to us is openForkLine's. @param data what that finds there, as JSON */
export function startFork<To extends object, From>(
  entry: string,
  data: unknown,
  options: ForkOptions,
  protocol: Protocol<From>,
  listener: TransportListener<From>,
): Transport<To> {
  const args = [
    JSON.stringify(data),
    options.encoding,
    ...(options.counters === null ? [] : [`${COUNTERS_FD}`]),
  ];
  const encoding = ENCODINGS[options.encoding];
  const launch: Launch = {
    cpu: options.cpu,
    tools: options.tools,
    start: (wrappers) => spawnBehind(wrappers, [builtFile('worker', entry), ...args], options),
    hear(child, onReceived) {
      const line = lineTo(child);
      if (line === null || child.pid === undefined) return Promise.resolve();
      // It may end before it has read all: its exit tells the rest.
      line.on('error', () => {});
      readFrames(line, encoding, onReceived);
      if (options.first != null) sendFrame(line, encoding, options.first);
      return new Promise((resolve) => line.once('close', resolve));
    },
  };
  const child = startChild(launch, protocol, listener);
  const send = (message: object) => {
    const line = lineTo(child.process);
    if (line !== null) sendFrame(line, encoding, message);
  };
  return {
    send,
    kill: child.kill,
    setRef: child.setRef,
    leave(patienceMs) {
      leaveThenKill(
        { leave: () => send(LEAVE), kill: child.kill, gone: child.gone },
        patienceMs,
        new MonotonicClock(),
      );
    },
  };
}

function spawnBehind(
  wrappers: readonly string[],
  words: readonly string[],
  { env, counters, heapMb }: ForkOptions,
): ChildProcess {
  const heap = heapMb === null ? [] : [`--max-old-space-size=${heapMb}`];
  const flags = [...inheritedFlags(process.execArgv).kept, ...heap];
  const [program, ...rest] = [...wrappers, process.execPath, ...flags, ...words] as [string, ...string[]];
  return spawn(program, rest, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', ...(counters === null ? [] : [counters.fd])],
  });
}

/** Null where the child couldn't be started. */
function lineTo({ stdio }: ChildProcess): Duplex | null {
  // Undefined where no file descriptor was left for it.
  return (stdio?.[LINE_FD] ?? null) as Duplex | null;
}
