import { messageOf, propertyOf, systemCode } from '../../../base/errors/read-thrown.ts';
import type { WorkerExit } from '../../../engine/engine.ts';
import { quotedEnd } from '../../../engine/transport/stderr-end.ts';
import type { WorkerFault } from '../../../model/trial/evidence.ts';
import { uncaught } from '../../../workloads/user/thrown.ts';

const FATAL_DUMP = /^<--- Last few GCs|^FATAL ERROR|^# Fatal/;

/** What Node prints of a process whose heap is full runs to thirty lines; the report needs one. */
export class FatalDump {
  isOutOfMemory = false;
  #hasBegun = false;

  /** @returns whether this line of stderr is part of it */
  takes(line: string): boolean {
    this.isOutOfMemory ||= line.includes('heap out of memory');
    this.#hasBegun ||= FATAL_DUMP.test(line);
    return this.#hasBegun;
  }
}

/** What is wrong with a worker that ended so before its work was done. */
export function faultOf(end: WorkerExit, wasReady: boolean, isOutOfMemory: boolean): WorkerFault {
  const { code, signal, error } = end;
  const errorCode = systemCode(error);
  if (isOutOfMemory || errorCode === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { message: 'ran out of memory: its heap limit was reached', code: 'OUT_OF_MEMORY', signal };
  }
  if (error !== null) return { message: describedError(error, wasReady), code: errorCode, signal };
  const when = wasReady ? '' : ' before it was ready';
  const quoted = quotedEnd(end);
  if (signal !== null) return { message: `was killed by ${signal}${when}${quoted}`, code: null, signal };
  return {
    message: `exited with code ${code}${when || ' before its work was done'}${quoted}`,
    code: 'EXITED',
    signal,
  };
}

/** What couldn't be started says so; all else is an error that nobody caught in the worker. */
function describedError(error: Error, wasReady: boolean): string {
  const isEngines =
    !wasReady &&
    (propertyOf(error, 'syscall') !== undefined || systemCode(error)?.startsWith('ERR_WORKER') === true);
  return isEngines ? messageOf(error) : uncaught(error);
}
