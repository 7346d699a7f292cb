import type { Clock } from '../../base/time/clock.ts';

/** Who can be asked to end, and be ended. */
export interface Leaver {
  /** Asks it to end as soon as it has nothing more to do. */
  leave(): void;
  /** Ends it at once. */
  kill(): void;
  /** Resolves when it has ended. */
  readonly gone: Promise<void>;
}

/** Lets a worker go, and ends it where it isn't gone after `patienceMs`. Resolves when it is. */
export async function leaveThenKill(
  worker: Leaver,
  patienceMs: number,
  clock: Pick<Clock, 'after'>,
): Promise<void> {
  worker.leave();
  const cancel = clock.after(patienceMs, () => worker.kill());
  await worker.gone;
  cancel();
}
