import type { WaitedFor, WaitObject } from '../../model/waits.ts';
import { OBJECT_NAMES, waitOn } from './blocked-time.ts';
import { callName, WAIT_NAMES } from './wait-names.ts';

/** `read of a pipe from "gzip" (pid 7)`, `write to a socket to 127.0.0.1:5432`, `sleep (clock_nanosleep)`. */
export function waitedForText({ kind, call, object }: WaitedFor): string {
  if (object === null) return callName(kind, call);
  const isPlain = call === null || call === kind;
  const what = waitOn(WAIT_NAMES[kind], kind, OBJECT_NAMES[object.type]);
  return `${what}${whereTo(kind, object)}${isPlain ? '' : ` (${call})`}`;
}

/** So many processes at the other end are named. */
const MOST_NAMED = 3;

/** Who is at the other end of it, or what it is called. */
function whereTo(kind: string, { type, name, otherEnd }: WaitObject): string {
  const direction = kind === 'write' ? 'to' : 'from';
  if (otherEnd.length > 0) {
    const ends = otherEnd.slice(0, MOST_NAMED).map(({ pid, comm }) => `${JSON.stringify(comm)} (pid ${pid})`);
    return ` ${direction} ${ends.join(', ')}${otherEnd.length > MOST_NAMED ? ', …' : ''}`;
  }
  if (name === null) return '';
  return type === 'socket' ? ` ${direction} ${name}` : ` ${name}`;
}
