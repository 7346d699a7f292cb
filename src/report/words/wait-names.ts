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
