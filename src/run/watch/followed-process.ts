import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { Sysroot } from '../../machine/sysroot.ts';
import { TaskList } from '../../machine/task-list.ts';
import { FollowedThread } from './followed-thread.ts';

/** Most children are started by the main thread; each of the others is asked for them this often (looks). */
export const LOOKS_PER_TURN = 5;

/** How a process' threads have changed. */
interface Census {
  readonly met: readonly FollowedThread[];
  readonly gone: readonly FollowedThread[];
}

const NO_CHANGE: Census = { met: [], gone: [] };

/** One process of a program that is watched: its threads, which come and go, and the children that they start. */
export class FollowedProcess {
  readonly pid: number;
  /** The program that it runs, by its file's name: `python3.11`; null where we may not know. */
  program: string | null = null;
  readonly threads = new Map<number, FollowedThread>();
  readonly #tasks: TaskList;
  readonly #sysroot: Sysroot;
  #looks = 0;

  constructor(sysroot: Sysroot, pid: number) {
    this.pid = pid;
    this.#sysroot = sysroot;
    this.#tasks = new TaskList(pid);
  }

  /**
   * Meets the threads that have come since the last census, and misses those that have gone.
   * @param bornAfterNs see FollowedThread.meet
   */
  census(atNs: number, bornAfterNs: number | null): Census {
    const count = this.#tasks.count();
    this.#looks++;
    if (isPowerOfTwo(this.#looks)) this.program = programOf(this.pid) ?? this.program;
    // Where one has come as another went, the one that went is missed at its next look, and the count is then wrong.
    if (count === this.threads.size) return NO_CHANGE;
    const { pid } = this;
    const tids = new Set(this.#tasks.tids());
    const gone = [...this.threads.values()].filter(({ tid }) => !tids.has(tid));
    const met = [...tids]
      .filter((tid) => !this.threads.has(tid))
      .flatMap((tid) => FollowedThread.meet(this.#sysroot, { pid, tid }, atNs, bornAfterNs) ?? []);
    for (const thread of met) this.threads.set(thread.tid, thread);
    return { met, gone };
  }

  /** PIDs of its children: at first those of all threads, then those of the main thread, and in turns of the others. */
  children(): number[] {
    return [...this.threads.values()]
      .filter(({ tid }) => tid === this.pid || this.#looks <= 1 || (this.#looks + tid) % LOOKS_PER_TURN === 0)
      .flatMap((thread) => thread.children());
  }

  close(): void {
    this.#tasks.close();
  }
}

function programOf(pid: number): string | null {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
  } catch {
    return null;
  }
}

/** A program is replaced (exec) soon after its process has begun, or never. */
function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}
