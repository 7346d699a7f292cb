import type { DeadlockedThread, WaitedLock } from '../../model/waits.ts';
import { lockName } from './lock-name.ts';
import { threadName } from './locks.ts';

type Circle = readonly DeadlockedThread[];

/** `"a" (tid 12) waits for lock A (first in m), held by "b" (tid 13), which waits for lock B (second in m), held by "a" (tid 12): a deadlock`. */
export function circleText(circle: Circle, locks: readonly WaitedLock[]): string {
  const steps = circle.map((thread, index) => {
    const who = index === 0 ? threadName(thread.tid, circle) : 'which';
    return `${who} waits for ${lockOf(thread, locks)}, held by ${threadName(thread.heldBy, circle)}`;
  });
  return `${steps.join(', ')}: a deadlock`;
}

/** The same as a drawing: each waits for a lock that the next holds, and the last leads back to the first. */
export function circleLines(circle: Circle, locks: readonly WaitedLock[]): string[] {
  return circle.flatMap((thread, index) => {
    const isLast = index === circle.length - 1;
    return [
      `${index === 0 ? '┌▸' : '│ '} ${threadName(thread.tid, circle)}`,
      `│    waits for ${lockOf(thread, locks)}`,
      isLast ? `└─ held by ${threadName(thread.heldBy, circle)}` : '│    held by',
    ];
  });
}

function lockOf({ waitsFor }: DeadlockedThread, locks: readonly WaitedLock[]): string {
  const lock = locks.find(({ id }) => id === waitsFor);
  return lock === undefined ? `lock ${waitsFor}` : `lock ${waitsFor} (${lockName(lock)})`;
}
