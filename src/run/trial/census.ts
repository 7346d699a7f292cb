import { type Clock, sleep } from '../../base/time/clock.ts';
import { readIdentity } from '../../machine/own/kernel.ts';
import { threadIds, threadName } from '../../machine/proc/threads.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import type { KernelThread } from '../../model/trial/evidence.ts';
import type { Census } from '../../model/trial/observation.ts';
import type { WorkerHandle } from './workers/worker-handle.ts';

/** Every kernel thread of a process with its name, by thread ID; empty where /proc isn't there. */
export function listThreads(sysroot: Sysroot, pid: number): KernelThread[] {
  return (threadIds(sysroot, pid) ?? []).flatMap((tid) => {
    const comm = threadName(sysroot, pid, tid);
    return comm === null ? [] : [{ tid, comm }];
  });
}

const RETRY_MS = 5;
/** On a machine that is busy, a thread may wait as long as this for its turn to finish ending. */
const PATIENCE_MS = 500;

/**
 * The same after threads were joined. A join returns when the kernel clears the thread's ID (CLONE_CHILD_CLEARTID in
 * clone(2)), and only then does the thread go on to where it is taken off the list: those who were joined are given
 * that moment. Whoever is still there after it has not ended.
 * @param joined their TIDs
 */
export async function listThreadsLeft(
  sysroot: Sysroot,
  pid: number,
  joined: readonly number[],
  clock: Clock,
): Promise<KernelThread[]> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    const threads = listThreads(sysroot, pid);
    if (waitedMs >= PATIENCE_MS || !threads.some(({ tid }) => joined.includes(tid))) return threads;
    await sleep(clock, RETRY_MS);
  }
}

/** Lists this process's threads before, during and after a trial; empty lists where a thread can't tell which it is. */
export class CensusTaker {
  readonly taken: { -readonly [When in keyof Census]: Census[When] } = { before: [], during: [], after: [] };
  readonly #sysroot: Sysroot;
  readonly #isPossible = readIdentity().tid !== null;

  constructor(sysroot: Sysroot) {
    this.#sysroot = sysroot;
  }

  take(when: 'before' | 'during'): void {
    if (this.#isPossible) this.taken[when] = listThreads(this.#sysroot, process.pid);
  }

  /** To be called once the workers have left. */
  async takeAfter(workers: readonly WorkerHandle[], clock: Clock): Promise<void> {
    if (!this.#isPossible) return;
    const joined = workers
      .flatMap(({ identity }) => identity?.tid ?? [])
      .filter((tid) => tid !== process.pid);
    this.taken.after = await listThreadsLeft(this.#sysroot, process.pid, joined, clock);
  }
}
