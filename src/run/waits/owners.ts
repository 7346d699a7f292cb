import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { Wait } from '../../machine/follow/waits/wait.ts';

/** A thread that waits for a lock, and who holds it. */
interface Held {
  readonly wait: Wait;
  readonly by: number | null;
  /** Whether two reads, one long after the other, found the same live thread. */
  readonly isSure: boolean;
}

/** Who holds the locks at which threads wait for long. One that is handed on all the time has no owner worth a name. */
export class Owners {
  readonly #held = new Map<FollowedThread, Held>();
  readonly #read: (waiting: FollowedThread, address: number) => number | null;

  /** @param read the TID of the thread that holds a lock; null where that can't be read */
  constructor(read: (waiting: FollowedThread, address: number) => number | null) {
    this.#read = read;
  }

  /** To be asked after each sample. */
  sample(living: readonly FollowedThread[], atNs: number, isLast: boolean): void {
    let pidOf: ReadonlyMap<number, number> | null = null;
    for (const thread of living) {
      const log = thread.waits?.log;
      const wait = log?.current ?? null;
      if (log === undefined || wait === null || wait.address === null || wait.isTimed) {
        this.#held.delete(thread);
      } else if (log.hasGrown(atNs) || (isLast && this.#held.has(thread))) {
        // Many may wait for the same one: nobody is looked for among all of them each time.
        pidOf ??= new Map(living.map(({ tid, pid }) => [tid, pid]));
        this.#ask(thread, wait, wait.address, pidOf);
      }
    }
  }

  /** Threads that were found waiting for a lock whose owner is sure. */
  sure(): { readonly thread: FollowedThread; readonly wait: Wait; readonly by: number }[] {
    return [...this.#held].flatMap(([thread, { wait, by, isSure }]) =>
      isSure && by !== null ? [{ thread, wait, by }] : [],
    );
  }

  /** @param pidOf of each thread that is there, by its TID */
  #ask(thread: FollowedThread, wait: Wait, address: number, pidOf: ReadonlyMap<number, number>): void {
    const tid = this.#read(thread, address);
    const by = tid !== null && pidOf.get(tid) === wait.pid ? tid : null;
    const before = this.#held.get(thread);
    // Nobody may hold it for a moment: who held it before is who takes it again, until another one is seen.
    if (by === null && before?.wait === wait) return;
    this.#held.set(thread, { wait, by, isSure: by !== null && before?.wait === wait && before.by === by });
  }
}
