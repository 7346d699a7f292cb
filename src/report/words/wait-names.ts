import { formatShare } from '../../base/units.ts';
import { WAIT_KINDS, type WaitKind, type Waits } from '../../model/waits.ts';
import type { BlockedShare } from '../style/time-split.ts';

/** What each kind of wait is called. */
export const WAIT_NAMES: Readonly<Record<WaitKind, string>> = {
  lock: 'lock',
  sleep: 'sleep',
  eventLoop: 'event loop',
  read: 'read',
  write: 'write',
  disk: 'disk',
  child: 'child process',
  fileLock: 'file lock',
  fault: 'page fault',
  ioUring: 'io_uring',
  stopped: 'stopped',
  other: 'other system calls',
};

/** What those system calls wait for that are of no kind of their own, where it is known. */
const CALLS: ReadonlyMap<string, string> = new Map([
  // A shell that waits for a child (dash) does no more than this, and so does a daemon.
  ['rt_sigsuspend', 'a signal'],
  ['rt_sigtimedwait', 'a signal'],
  ['rt_sigtimedwait_time64', 'a signal'],
  ['pause', 'a signal'],
  ['semop', 'a System V semaphore'],
  ['semtimedop', 'a System V semaphore'],
  ['semtimedop_time64', 'a System V semaphore'],
  ['msgrcv', 'a message from a System V queue'],
  ['msgsnd', 'room in a System V queue'],
  ['io_getevents', 'asynchronous input or output'],
  ['io_pgetevents', 'asynchronous input or output'],
  ['io_pgetevents_time64', 'asynchronous input or output'],
  ['open', 'the opening of a file'],
  ['openat', 'the opening of a file'],
  ['ioctl', 'a device'],
  ['getrandom', 'random numbers'],
]);

/** `a signal (rt_sigsuspend)`, `sleep (clock_nanosleep)`: a wait for nothing that is read from or written to. */
export function callName(kind: WaitKind, call: string | null): string {
  if (call === null) return WAIT_NAMES[kind];
  const name = kind === 'other' ? CALLS.get(call) : undefined;
  return `${name ?? WAIT_NAMES[kind]} (${call})`;
}

/** A smaller share isn't worth a word. */
export const LEAST_SHARE = 0.02;

/** `lock 64 %, sleep 5 %`: the largest first, as shares of a whole in ns; empty where nothing is known, or nothing was waited for. */
export function waitSharesText(waits: Waits, wholeNs: number): string {
  return WAIT_KINDS.map((kind) => ({ kind, share: (waits[kind] ?? 0) / Math.max(1, wholeNs) }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .map(({ kind, share }) => `${WAIT_NAMES[kind]} ${formatShare(share)}`)
    .join(', ');
}

/** The largest part of the blocked time; null where none that is known is worth a word. */
export function largestWait(
  waits: readonly BlockedShare[],
): { readonly kind: WaitKind; readonly share: number } | null {
  const known = waits.flatMap(({ kind, share }) =>
    kind === null || share < LEAST_SHARE ? [] : [{ kind, share }],
  );
  return known.sort((a, b) => b.share - a.share)[0] ?? null;
}
