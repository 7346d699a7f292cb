import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { packageRoot } from '../../base/files/package-root.ts';
import type { Tools } from '../../model/machine/machine.ts';
import type { ProgressFile } from '../progress/progress-file.ts';
import { type Child, startChild } from '../transport/child.ts';
import { readLines } from '../transport/lines.ts';
import type { Protocol, TransportListener } from '../transport/transport.ts';

/** Where the program writes what it says, and finds the file of counters: after its three streams. */
const MESSAGES_FD = 3;
const PROGRESS_FD = 4;

export interface PythonLaunch {
  /** The interpreter, absolute. */
  readonly python: string;
  /** What our program is to do, and what it is given for that, as JSON. */
  readonly how: string;
  readonly given: string;
  /** What it is sent at once: a line of JSON, of any length; null for none. */
  readonly first: string | null;
  /** The CPU that it is to be born on, or null. */
  readonly cpu: number | null;
  readonly tools: Tools;
  readonly env: NodeJS.ProcessEnv;
  readonly counters: ProgressFile | null;
}

export interface PythonChild extends Pick<Child, 'kill' | 'gone' | 'setRef'> {
  /** Sends lines, each with its end. */
  write(lines: string): void;
}

/**
 * Starts the user's Python with our program. It takes lines of JSON on stdin and gives them on a pipe of its own, so that
 * what it prints stays apart.
 */
export function startPythonChild<From>(
  launch: PythonLaunch,
  protocol: Protocol<From>,
  listener: TransportListener<From>,
): PythonChild {
  const { python, how, given, cpu, tools } = launch;
  const words = pythonWords(python, how, given, MESSAGES_FD);
  const child = startChild(
    {
      cpu,
      tools,
      start: (wrappers) => spawnWith([...wrappers, ...words], launch),
      hear: (process, onReceived) =>
        readLines(
          process.stdio[MESSAGES_FD] as Readable,
          (line) => onReceived(parsed(line)),
          Number.POSITIVE_INFINITY,
        ),
    },
    protocol,
    listener,
  );
  return {
    write: (lines) => child.process.stdin?.write(lines),
    kill: child.kill,
    setRef: child.setRef,
    gone: child.gone,
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

/** The words of our program in Python. @param fd where it writes what it says */
export function pythonWords(python: string, how: string, given: string, fd: number): string[] {
  return [python, '-B', '-u', join(packageRoot(), 'src', 'engine', 'python'), how, given, `${fd}`];
}

function spawnWith(
  words: readonly string[],
  { first, env, counters }: Pick<PythonLaunch, 'first' | 'env' | 'counters'>,
): ChildProcess {
  const [file = '', ...args] = [...words, ...(counters === null ? [] : [`${PROGRESS_FD}`])];
  const child = spawn(file, args, {
    env,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', ...(counters === null ? [] : [counters.fd])],
  });
  // A program that is just ending closes its end first: its exit tells the rest.
  child.stdin?.on('error', () => {});
  if (first !== null) child.stdin?.write(`${first}\n`);
  return child;
}
