import { constants } from 'node:os';
import { CanonicalText } from '../../base/canonical.ts';
import type { EngineName } from '../../model/engines/engines.ts';
import type { Slot } from '../../model/trial/plan.ts';
import type { EngineSetup, WorkerExit } from '../engine.ts';
import type { ProgressFile } from '../progress/progress-file.ts';
import { jobOf } from '../protocol/job.ts';
import type { FromWorker, ToWorker } from '../protocol/protocol.ts';
import { SLOT_PROTOCOL, type SlotEnd } from '../protocol/trial-protocol.ts';
import { startPythonChild } from './python-child.ts';

/** What a program in Python tells, each with the slot that it is about. */
export interface PythonListener {
  message(slot: number, message: FromWorker): void;
  /** A worker has left; its program may go on for others. */
  left(slot: number, end: WorkerExit): void;
  output(stream: 'stdout' | 'stderr', line: string): void;
  pinRefused(why: string): void;
  exit(end: WorkerExit): void;
}

export interface PythonProgram {
  send(slot: number, message: ToWorker): void;
  kill(): void;
}

/**
 * Starts the user's Python, which starts the workers of these slots.
 * @param engine which tells it how its workers live
 * @param cpu the CPU that it is to be born on, or null
 */
export function startPython(
  engine: EngineName,
  slots: readonly Slot[],
  cpu: number | null,
  setup: EngineSetup,
  progress: ProgressFile | null,
  listener: PythonListener,
): PythonProgram {
  const python = startPythonChild(
    {
      python: setup.python ?? 'python3',
      how: engine,
      given: JSON.stringify(slots.map((slot) => jobOf(slot, setup))),
      first: null,
      cpu,
      tools: setup.tools,
      env: Object.assign({}, setup.env, ...slots.map(({ env }) => env)),
      counters: progress,
    },
    SLOT_PROTOCOL,
    {
      output: (stream, line) => listener.output(stream, line),
      pinRefused: (why) => listener.pinRefused(why),
      exit: (end) => listener.exit(end),
      message(received) {
        if ('left' in received) listener.left(received.slot, endOf(received.end));
        else listener.message(received.slot, withTexts(received.message));
      },
    },
  );
  return {
    send: (slot, message) => python.write(`${JSON.stringify({ slot, message })}\n`),
    kill: () => python.kill(),
  };
}

/** How a worker left: as it was told to, where nothing else is said. */
function endOf(end: SlotEnd | undefined): WorkerExit {
  const signal = end?.signal == null ? null : (signalNames.get(end.signal) ?? null);
  return { code: end === undefined ? 0 : end.code, signal, error: null };
}

const signalNames = new Map<number, string>(
  Object.entries(constants.signals).map(([name, number]) => [number, name]),
);

/** Results come as texts, one for equal values, because Python's values aren't ours. */
function withTexts(message: FromWorker): FromWorker {
  if (message.type !== 'results') return message;
  return { ...message, results: message.results.map((text) => new CanonicalText(String(text))) };
}
