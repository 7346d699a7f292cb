import { ENGINES } from '../../model/engines/engines.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Slot } from '../../model/trial/plan.ts';
import { mayLock } from '../../workloads/locking.ts';

/** Whether two workers of a trial may share a lock: what looks like one is something else where none can be. */
export function mayShareLock(slots: readonly Pick<Slot, 'engine' | 'work'>[], { python }: Machine): boolean {
  const hasGil = python?.state !== 'found' || python.hasGil;
  const sharing = slots.filter(
    ({ engine, work }) => (hasGil && ENGINES[engine].sharesInterpreter) || mayLock(work),
  );
  return sharing.length > 1;
}
