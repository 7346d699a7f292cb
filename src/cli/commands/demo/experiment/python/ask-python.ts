import { spawnSync } from 'node:child_process';
import { ConcurError } from '../../../../../base/errors/errors.ts';
import { messageOf } from '../../../../../base/errors/read-thrown.ts';
import { withTrace } from '../../../../../base/errors/with-trace.ts';
import { pythonWords } from '../../../../../engine/adapters/python-child.ts';
import { LOAD_MS } from '../../../../../engine/transport/terminate.ts';
import type { PythonSource } from '../../../../../model/trial/function-source.ts';
import type { OwnCodeHost } from '../../../../program/own-code/host.ts';
import { parsePython } from './values.ts';

/** A file in Python, and who runs it. */
export interface PythonFile {
  /** How the user calls it. */
  readonly typed: string;
  readonly source: PythonSource & { readonly file: string };
  /** The interpreter. */
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
  readonly host: OwnCodeHost;
}

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly trace: string | null };
}

const ANSWER_FD = 3;

type Named = readonly [what: string, isLate: string];

/** What the user's file holds under these names. @throws ConcurError (USER_CODE, TIMED_OUT) */
export function describeFile<Description>(file: PythonFile, names: readonly string[]): Description {
  return ask('describe', file, names, [`${file.typed} can’t be loaded: it`, 'still loads after']);
}

/** What a function of the user's file gives for this. @throws ConcurError (USER_CODE, TIMED_OUT) */
export function callInFile(file: PythonFile, name: string, given: unknown): unknown {
  const asked = { function: name, given };
  return ask<{ returned: unknown }>('call', file, asked, [`${file.typed}: ${name}()`, 'has not returned for'])
    .returned;
}

/**
 * Nothing else goes on meanwhile, as with code of the user's in this process.
 * @param given what it finds on its stdin, as JSON
 * @param named what it is, and what it does where it never ends
 */
function ask<Answer>(how: 'describe' | 'call', file: PythonFile, given: unknown, named: Named): Answer {
  const { source, python, env, host } = file;
  const [program = '', ...args] = pythonWords(python, how, JSON.stringify(source), ANSWER_FD);
  const { leftMs, timedOut, done } = host.beginChild();
  const ended = spawnSync(program, args, {
    env,
    input: JSON.stringify(given),
    // Stdout is for the result: what the user's code says besides goes to stderr.
    stdio: ['pipe', 2, 2, 'pipe'],
    maxBuffer: Number.POSITIVE_INFINITY,
    timeout: Math.max(1, Math.ceil(Math.min(LOAD_MS, leftMs))),
    killSignal: 'SIGKILL',
  });
  done();
  const text = ended.output?.[ANSWER_FD]?.toString() ?? '';
  if (ended.error !== undefined || text === '')
    throw silent(ended, named, leftMs < LOAD_MS ? timedOut : null);
  const answer = parsePython(text) as Answer | Refusal;
  if (isRefusal(answer)) throw refused(answer, file);
  return answer;
}

function isRefusal(answer: unknown): answer is Refusal {
  return Object.hasOwn(answer as object, 'error');
}

function refused({ error: { code, message, trace } }: Refusal, { typed, source }: PythonFile): ConcurError {
  const named = message.startsWith(source.file) ? `${typed}${message.slice(source.file.length)}` : message;
  const what = code === 'THREW' ? `${typed}: ${message}` : named;
  return withTrace(new ConcurError('USER_CODE', what), trace);
}

/** It ended without an answer. @param timedOut what to throw where it was the time of the run that was over */
function silent(
  { error, status, signal }: ReturnType<typeof spawnSync>,
  [what, isLate]: Named,
  timedOut: (() => ConcurError) | null,
): ConcurError {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') {
    return timedOut?.() ?? new ConcurError('USER_CODE', `${what} ${isLate} ${LOAD_MS / 1000} s`);
  }
  if (error !== undefined && status === null && signal === null)
    return new ConcurError('CAPABILITY_MISSING', `${what} needs Python: ${messageOf(error)}`);
  const how = signal === null ? `exited with code ${status}` : `was killed by ${signal}`;
  return new ConcurError('USER_CODE', `${what} ended its interpreter, which ${how}`);
}
