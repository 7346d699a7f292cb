import type { WaitedLock } from '../../../model/waits.ts';

/** Whether it is a lock, and not a word at which one thread is parked: several waited there, or somebody holds it. */
export function isRealLock({ shared, owner }: WaitedLock): boolean {
  return shared || owner !== null;
}
