import { processTimes } from '../../../machine/proc/program-times.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import type { Follower } from './follower.ts';

/** CPU time (ns) that no sample saw: of threads of the processes that were there, and of processes that had ended. */
export interface UnseenBy {
  readonly threadsNs: number;
  readonly processesNs: number;
}

type Asked = Pick<Follower, 'attached' | 'threads' | 'hasLeft'>;

const MANY_PROCESSES = 32;
const SAMPLES_APART = { few: 4, many: 20 } as const;

/** Tells threads that nobody saw from processes that nobody saw: by what the kernel charges to each process meanwhile. */
export class UnseenSplit {
  readonly #sysroot: Sysroot;
  readonly #isNew: boolean;
  /** What each process had used before it was watched. */
  readonly #before = new Map<number, { readonly ownNs: number; readonly childrenNs: number }>();
  /** What each process had used of its own when it was last there. */
  readonly #ownNs = new Map<number, number>();
  #last: { readonly pids: ReadonlySet<number>; readonly childrenNs: number } | null = null;
  #samples = 0;

  /** @param isNew whether nothing of the program is older than the watch */
  constructor(sysroot: Sysroot, isNew: boolean) {
    this.#sysroot = sysroot;
    this.#isNew = isNew;
  }

  /** To be called at each sample: now and then it asks the processes that are there. */
  sample(follower: Asked): void {
    const sample = this.#samples++;
    if (sample % SAMPLES_APART.few !== 0) return;
    const pids = follower.attached();
    const apart = pids.length > MANY_PROCESSES ? SAMPLES_APART.many : SAMPLES_APART.few;
    if (sample % apart !== 0 || pids.length === 0) return;
    const isFirst = this.#last === null && !this.#isNew;
    let childrenNs = 0;
    for (const pid of pids) {
      const times = processTimes(this.#sysroot, pid);
      if (times === null) continue;
      if (isFirst) this.#before.set(pid, times);
      const before = this.#before.get(pid) ?? { ownNs: 0, childrenNs: 0 };
      this.#ownNs.set(pid, times.ownNs - before.ownNs);
      childrenNs += times.childrenNs - before.childrenNs;
    }
    this.#last = { pids: new Set(pids), childrenNs };
  }

  /** What was unseen when the processes were asked. */
  unseen(follower: Asked): UnseenBy {
    const seenNs = new Map<number, number>();
    for (const { pid, runNs } of follower.threads()) seenNs.set(pid, (seenNs.get(pid) ?? 0) + runNs);
    const threadsNs = [...this.#ownNs].map(([pid, ownNs]) => Math.max(0, ownNs - (seenNs.get(pid) ?? 0)));
    const ended = [...seenNs].filter(([pid]) => !this.#last?.pids.has(pid) && !follower.hasLeft(pid));
    const endedNs = ended.reduce((sum, [, ns]) => sum + ns, 0);
    return {
      threadsNs: threadsNs.reduce((sum, ns) => sum + ns, 0),
      processesNs: Math.max(0, (this.#last?.childrenNs ?? 0) - endedNs),
    };
  }
}
