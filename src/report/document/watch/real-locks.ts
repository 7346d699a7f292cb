import type { WatchReport } from '../../../model/documents/watch.ts';
import type { WaitedLock } from '../../../model/waits.ts';

/** Whether it is a lock, and not a word at which one thread is parked: several waited there, or somebody holds it. */
export function isRealLock({ shared, owner }: WaitedLock): boolean {
  return shared || owner !== null;
}

/** The IDs of those at which threads wait for ever. */
export function deadlockedLocks({ deadlock }: Pick<WatchReport, 'deadlock'>): ReadonlySet<string> {
  return new Set(deadlock?.map(({ waitsFor }) => waitsFor));
}
