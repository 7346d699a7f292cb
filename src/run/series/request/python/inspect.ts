import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ConcurError } from '../../../../base/errors/errors.ts';
import { messageOf } from '../../../../base/errors/read-thrown.ts';
import { withTrace } from '../../../../base/errors/with-trace.ts';
import { clearTimeout, setTimeout } from '../../../../base/time/real.ts';
import { pythonWords } from '../../../../engine/adapters/python-child.ts';
import type { WorkerExit } from '../../../../engine/engine.ts';
import { startChild } from '../../../../engine/transport/child.ts';
import { readLines } from '../../../../engine/transport/lines.ts';
import { quotedEnd } from '../../../../engine/transport/stderr-end.ts';
import { LOAD_MS } from '../../../../engine/transport/terminate.ts';
import type { Tools } from '../../../../model/machine/machine.ts';
import type { PythonSource } from '../../../../model/trial/function-source.ts';

/** What an interpreter says of a function before anything runs. */
export interface FunctionFacts {
  /** Whether it is an `async def`. */
  readonly isAsync: boolean;
  /** Whether it is called without its input, as it takes none. */
  readonly takesNothing: boolean;
  /** Null where it isn't written in Python. */
  readonly place: { readonly file: string; readonly line: number } | null;
  /** How multiprocessing starts processes there: `fork`, `spawn`, `forkserver`. */
  readonly startMethod: string;
  /** Why it can’t be run in sub-interpreters there; null where it can. */
  readonly whyNoInterpreters: string | null;
}

type Answer = FunctionFacts | { readonly error: { code: string; message: string; trace: string | null } };

/** What is asked of an interpreter. */
export interface Inspection {
  readonly python: string;
  readonly source: PythonSource;
  readonly hasInputs: boolean;
  readonly tools: Tools;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

const ANSWER_FD = 3;

/**
 * Has an interpreter import the function's module.
 * @throws ConcurError: USAGE where there is no such function, or it takes other arguments; USER_CODE where its module
 *   can't be imported
 */
export async function inspectFunction(inspection: Inspection): Promise<FunctionFacts> {
  const { source, signal } = inspection;
  const { answer, end, isLate } = await ask(inspection);
  signal.throwIfAborted();
  if (answer !== null && !('error' in answer)) return answer;
  if (answer !== null) {
    const { code, message, trace } = answer.error;
    throw withTrace(new ConcurError(code === 'NO_SUCH_FUNCTION' ? 'USAGE' : 'USER_CODE', message), trace);
  }
  const what = source.file ?? source.module;
  if (isLate) {
    throw new ConcurError('USER_CODE', `${what} was not imported within ${LOAD_MS / 1000} s`, {
      hint: 'Check what the module does at its top level.',
    });
  }
  throw new ConcurError('USER_CODE', `${what} can’t be imported: its interpreter ${endWords(end)}`);
}

function endWords(end: WorkerExit): string {
  if (end.error !== null) return `can’t be started: ${messageOf(end.error)}`;
  const how = end.signal === null ? `exited with code ${end.code}` : `was killed by ${end.signal}`;
  return `${how}${quotedEnd(end)}`;
}

interface Asked {
  readonly answer: Answer | null;
  readonly end: WorkerExit;
  readonly isLate: boolean;
}

function ask({ signal, tools, ...inspection }: Inspection): Promise<Asked> {
  return new Promise((resolve) => {
    let answer: Answer | null = null;
    let isLate = false;
    const hear = (child: ChildProcess, onReceived: (received: unknown) => void) =>
      readLines(child.stdio[ANSWER_FD] as Readable, onReceived, Number.POSITIVE_INFINITY);
    const start = (wrappers: readonly string[]) => startInspector(wrappers, inspection);
    const child = startChild(
      { cpu: null, tools, start, hear },
      { parse: parsed, followsOutput: () => false },
      {
        // What it prints is shown when it runs.
        output: () => {},
        pinRefused: () => {},
        message(received) {
          answer = received;
        },
        exit(end) {
          clearTimeout(timer);
          signal.removeEventListener('abort', kill);
          resolve({ answer, end, isLate });
        },
      },
    );
    const kill = () => child.kill();
    const timer = setTimeout(() => {
      isLate = true;
      kill();
    }, LOAD_MS);
    signal.addEventListener('abort', kill, { once: true });
  });
}

/** Null for a line that it didn't come to the end of. */
function parsed(line: unknown): Answer | null {
  try {
    return JSON.parse(String(line));
  } catch {
    return null;
  }
}

function startInspector(
  wrappers: readonly string[],
  { python, source, hasInputs, env }: Omit<Inspection, 'tools' | 'signal'>,
): ChildProcess {
  const given = JSON.stringify({ function: source, hasInputs });
  const [file = '', ...args] = [...wrappers, ...pythonWords(python, 'inspect', given, ANSWER_FD)];
  return spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
}
