import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { CanonicalText } from '../../base/canonical.ts';
import { packageRoot } from '../../base/files/package-root.ts';
import type { EngineName } from '../../model/engines/engines.ts';
import type { Slot } from '../../model/trial/plan.ts';
import type { EngineSetup, WorkerExit } from '../engine.ts';
import type { ProgressFile } from '../progress/progress-file.ts';
import { jobOf } from '../protocol/job.ts';
import type { FromWorker, ToWorker } from '../protocol/protocol.ts';
import { SLOT_PROTOCOL, type SlotEnd } from '../protocol/trial-protocol.ts';
import { startChild } from '../transport/child.ts';
import { readLines } from '../transport/lines.ts';

/** Where the program writes what it says, and finds the file of counters: after its three streams. */
const MESSAGES_FD = 3;
const PROGRESS_FD = 4;

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
 * Starts the user's Python, which starts the workers. It takes lines of JSON on stdin and gives them on a pipe of its
 * own, so that what it prints stays apart.
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
  const python = startChild(
    {
      cpu,
      tools: setup.tools,
      start: (wrappers) =>
        spawnBehind([...wrappers, ...wordsFor(engine, slots, setup)], slots, setup, progress),
      hear: (child, onReceived) =>
        readLines(
          child.stdio[MESSAGES_FD] as Readable,
          (line) => onReceived(parsed(line)),
          Number.POSITIVE_INFINITY,
        ),
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
    send: (slot, message) => python.process.stdin?.write(`${JSON.stringify({ slot, message })}\n`),
    kill: () => python.kill(),
  };
}

/** What a line of JSON says; null where it is none. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
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

function wordsFor(engine: EngineName, slots: readonly Slot[], setup: EngineSetup): string[] {
  const jobs = JSON.stringify(slots.map((slot) => jobOf(slot, setup)));
  return pythonWords(setup.python ?? 'python3', engine, jobs, MESSAGES_FD);
}

/** The words of our program in Python. @param fd where it writes what it says */
export function pythonWords(python: string, how: string, given: string, fd: number): string[] {
  return [python, '-B', '-u', join(packageRoot(), 'src', 'engine', 'python'), how, given, `${fd}`];
}

function spawnBehind(
  words: readonly string[],
  slots: readonly Slot[],
  setup: EngineSetup,
  progress: ProgressFile | null,
): ChildProcess {
  const [file = '', ...args] = [...words, ...(progress === null ? [] : [`${PROGRESS_FD}`])];
  const child = spawn(file, args, {
    env: Object.assign({}, setup.env, ...slots.map(({ env }) => env)),
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', ...(progress === null ? [] : [progress.fd])],
  });
  // A program that is just ending closes its end first: its exit tells the rest.
  child.stdin?.on('error', () => {});
  return child;
}
