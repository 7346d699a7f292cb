import { systemCode } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import type { WorkerExit } from '../../../engine/engine.ts';
import type { WorkerFault } from '../../../model/trial/evidence.ts';

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
export function faultOf(
  { code, signal, error }: WorkerExit,
  wasReady: boolean,
  isOutOfMemory: boolean,
): WorkerFault {
  const errorCode = systemCode(error);
  if (isOutOfMemory || errorCode === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { message: 'ran out of memory: its heap limit was reached', code: 'OUT_OF_MEMORY', signal };
  }
  if (error !== null) return { message: messageOf(error), code: errorCode, signal };
  const when = wasReady ? '' : ' before it was ready';
  if (signal !== null) return { message: `was killed by ${signal}${when}`, code: null, signal };
  return {
    message: `exited with code ${code}${when || ' before its work was done'}`,
    code: 'EXITED',
    signal,
  };
}
