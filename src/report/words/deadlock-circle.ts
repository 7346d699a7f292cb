import type { DeadlockedThread } from '../../model/waits.ts';
import { threadName } from './locks.ts';

/** A deadlock as a drawing: each waits for a lock that the next holds, and the last leads back to the first. */
export function circleLines(circle: readonly DeadlockedThread[]): string[] {
  return circle.flatMap(({ tid, waitsFor, heldBy }, index) => {
    const isLast = index === circle.length - 1;
    return [
      `${index === 0 ? '┌▸' : '│ '} ${threadName(tid, circle)}`,
      `│    waits for lock ${waitsFor}`,
      isLast ? `└─ held by ${threadName(heldBy, circle)}` : '│    held by',
    ];
  });
}
