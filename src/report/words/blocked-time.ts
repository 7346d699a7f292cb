import { formatShare } from '../../base/units.ts';
import type { WaitObject } from '../../model/waits.ts';
import type { BlockedTime, WaitDetail } from '../document/watch/blocked-time.ts';
import { callName, LEAST_SHARE, WAIT_NAMES } from './wait-names.ts';

/** What is read from or written to, behind “a”. */
export const OBJECT_NAMES: Readonly<Record<WaitObject['type'], string>> = {
  pipe: 'a pipe',
  socket: 'a socket',
  file: 'a file',
  terminal: 'a terminal',
  eventfd: 'an eventfd',
  other: 'something else',
};

/** `The busy threads were blocked 71 % of their time: one lock 64 %, sleep 5 %, read of a pipe 2 %.` */
export function blockedTimeText({ of, threads, share, parts }: BlockedTime): string {
  const whose = of === 'busy' ? 'busy ' : '';
  const who = threads === 1 ? `The ${whose}thread was` : `The ${threads} ${whose}threads were`;
  const times = threads === 1 ? 'its' : 'their';
  const named = parts
    .filter((part) => part.share >= LEAST_SHARE)
    .map((part) => `${partName(part)} ${formatShare(part.share)}`);
  const what = named.length === 0 ? '' : `: ${named.join(', ')}`;
  return `${who} blocked ${formatShare(share)} of ${times} time${what}.`;
}

const LOCK_NAMES: ReadonlyMap<WaitDetail, string> = new Map([
  ['deadlock', 'deadlocked'],
  ['one-lock', 'one lock'],
  ['mostly-one-lock', 'mostly one lock'],
  ['locks', 'locks'],
  ['parked', 'parked'],
]);

function partName({ kind, detail, call }: BlockedTime['parts'][number]): string {
  if (kind === 'other') return callName(kind, call);
  if (kind === 'lock') return LOCK_NAMES.get(detail) ?? 'locks and parking';
  const object = OBJECT_NAMES[detail as WaitObject['type']];
  return object === undefined ? WAIT_NAMES[kind] : waitOn(WAIT_NAMES[kind], kind, object);
}

/** `read of a pipe`, `write to a socket`, `file lock on a file`. */
export function waitOn(name: string, kind: string, object: string): string {
  const preposition = kind === 'read' ? 'of' : kind === 'write' ? 'to' : 'on';
  return `${name} ${preposition} ${object}`;
}
