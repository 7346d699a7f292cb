import { ConcurError } from '../base/errors/errors.ts';
import { messageOf } from '../base/errors/read-thrown.ts';
import { withTrace } from '../base/errors/with-trace.ts';
import { refusalOf } from '../base/refusals/refusal.ts';
import { countOf } from '../base/units.ts';
import type { WorkerExit } from '../engine/engine.ts';
import { UnitError } from '../workloads/unit-work.ts';
import { isPython, type UserSource } from '../workloads/user/python-reference.ts';
import type { FromMapWorker } from './protocol/messages.ts';
import { unpackThrown } from './protocol/thrown/unpack.ts';
import { describeEnd } from './workers/worker.ts';

/** A unit of parallelMap has no result. `cause` is what its function threw, or the ConcurError that says what happened. */
export class ParallelMapError extends Error {
  /** Of the unit among the inputs, from 0. */
  readonly index: number;

  constructor(index: number, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ParallelMapError';
    this.index = index;
  }
}

/** Its function threw: the message says what, and where in its own code. */
export function unitThrew(index: number, thrown: unknown): ParallelMapError {
  return new ParallelMapError(index, new UnitError(index, thrown).message, thrown);
}

export function unitTimedOut(index: number, timeoutMs: number): ParallelMapError {
  const what = `took longer than ${timeoutMs} ms: its worker was ended`;
  return unitFailed(index, what, new ConcurError('TIMED_OUT', `a unit ${what}`));
}

/** @param who the second of the workers */
export function unitEndedWorkers(index: number, who: string, end: WorkerExit): ParallelMapError {
  const what = `ended its worker twice (${who}: ${describeEnd(end)})`;
  return unitFailed(index, what, new ConcurError('WORKER_FAILED', `a unit ${what}`, causeOf(end)));
}

export function inputNotCloneable(index: number, error: unknown): ParallelMapError {
  const what = 'was not done: its input can’t be cloned, so it can’t be sent to a worker';
  return unitFailed(index, what, error);
}

/** Workers come to nothing, whatever they are given. */
export function workersFail(end: WorkerExit, wasReady: boolean): ConcurError {
  const refusal = wasReady ? null : refusalOf(end.error);
  if (refusal !== null) return refusal;
  const when = wasReady ? 'repeatedly, outside of any unit' : 'before it was ready';
  const hint = 'Check that the module doesn’t end the process or use up its memory.';
  return new ConcurError('WORKER_FAILED', `a worker of parallelMap ended ${when} (${describeEnd(end)})`, {
    hint,
    ...causeOf(end),
  });
}

/** The module isn't there in time: it may wait for what never comes. */
export function notLoaded(source: UserSource, limitMs: number): ConcurError {
  const message = `${moduleOf(source)} was not loaded within ${limitMs / 1000} s`;
  return new ConcurError('TIMED_OUT', message, {
    hint: 'Check what it awaits, or computes, at its top level; a longer timeout gives it more time.',
  });
}

/** Nothing can be asked of it any more. */
export function poolClosed(): ConcurError {
  return new ConcurError('USAGE', 'the pool is closed', { hint: 'Make another with createPool.' });
}

/** Units that were done again and still have no answer. */
export function answersLost(units: number): ConcurError {
  return new ConcurError(
    'WORKER_FAILED',
    `the answers of ${countOf(units, 'unit')} never arrived from their workers`,
  );
}

/** The module has no such function, or can't be loaded. */
export function functionUnusable(
  source: UserSource,
  { thrown, isMissing }: Extract<FromMapWorker, { type: 'unusable' }>,
): ConcurError {
  const cause = unpackThrown(thrown);
  const code = isMissing ? 'USAGE' : 'USER_CODE';
  const message = messageOf(cause);
  // Python names the module by itself.
  const what = isMissing || isPython(source) ? message : `${source.file} can’t be loaded: ${message}`;
  const trace = isPython(source) && thrown.type === 'error' ? thrown.stack : null;
  return withTrace(new ConcurError(code, what, { cause }), trace);
}

function moduleOf(source: UserSource): string {
  return isPython(source) ? (source.file ?? source.module) : source.file;
}

/** What became of it is no throw of its function. @param what as the end of “unit 3 …” */
export function unitFailed(index: number, what: string, cause: unknown): ParallelMapError {
  return new ParallelMapError(index, `unit ${index} ${what}`, cause);
}

function causeOf({ error }: WorkerExit): { cause?: unknown } {
  return error === null ? {} : { cause: error };
}
