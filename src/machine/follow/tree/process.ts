import { basename } from 'node:path';
import type { OpenFiles } from '../open-files.ts';
import { isPowerOfTwo } from '../pace.ts';
import { FollowedThread } from '../thread/thread.ts';
import type { WaitTable } from '../waits/wait-table.ts';
import { openmpIn } from './openmp.ts';
import { TaskList } from './task-list.ts';

/** How a process' threads have changed. */
interface Census {
  readonly met: readonly FollowedThread[];
  readonly gone: readonly FollowedThread[];
}

const NO_CHANGE: Census = { met: [], gone: [] };

/** One process: its threads, which come and go, and the children that they start. */
export class FollowedProcess {
  readonly pid: number;
  /** The followed process that started it; null for the first one, and for a stray. */
  parent: number | null;
  /** The program that it runs, by its file's name: `python3.11`; null where we may not know. */
  program: string | null = null;
  /** The OpenMP library that it has mapped; null where none was seen. */
  openmp: string | null = null;
  readonly threads = new Map<number, FollowedThread>();
  /** Threads beside these that were there, and that the kernel refused to name. */
  unlisted = 0;
  readonly #tasks: TaskList;
  readonly #files: OpenFiles;
  readonly #waits: WaitTable | null;
  #censuses = 0;

  /** @param waits see FollowedThread */
  constructor(files: OpenFiles, pid: number, parent: number | null = null, waits: WaitTable | null = null) {
    this.pid = pid;
    this.parent = parent;
    this.#files = files;
    this.#waits = waits;
    this.#tasks = new TaskList(files, pid);
  }

  /**
   * Meets the threads that have come since the last census, and misses those that have gone.
   * @param bornAfterNs see Life.begin
   */
  census(bornAfterNs: number | null): Census {
    this.#censuses++;
    // A program is replaced (exec) soon after its process has begun, or never.
    if (isPowerOfTwo(this.#censuses)) this.#askWhatRuns();
    // Where one has come as another went, the one that went is missed at its next sample, and the count is then wrong.
    const count = this.#tasks.count();
    if (count === this.threads.size) return NO_CHANGE;
    const listed = this.#tasks.tids();
    const tids = new Set(listed ?? [this.pid, ...this.threads.keys()]);
    const gone = [...this.threads.values()].filter(({ tid }) => !tids.has(tid));
    const met = [...tids]
      .filter((tid) => !this.threads.has(tid))
      .map((tid) => new FollowedThread(this.#files, this.pid, tid, bornAfterNs, this.#waits));
    for (const thread of met) this.threads.set(thread.tid, thread);
    // Those who are met now may be those whom the kernel refused to name before.
    this.unlisted =
      listed === null
        ? Math.max(this.unlisted, (count ?? 0) - tids.size)
        : Math.max(0, this.unlisted - met.length);
    return { met, gone };
  }

  /** Its children, with the thread that started each: at first those of all threads, then those of the main thread, and round robin those of the others. */
  children(turns: number): { readonly pid: number; readonly startedBy: number }[] {
    const isTurnOf = (tid: number) => (this.#censuses + tid) % turns === 0;
    return [...this.threads.values()]
      .filter(({ tid }) => tid === this.pid || this.#censuses <= 1 || isTurnOf(tid))
      .flatMap((thread) => thread.children().map((pid) => ({ pid, startedBy: thread.tid })));
  }

  close(): void {
    for (const thread of this.threads.values()) thread.close();
    this.#tasks.close();
  }

  #askWhatRuns(): void {
    this.program = this.#askProgram() ?? this.program;
    // Only a team of threads waits for each other, and a map of memory is long.
    if (this.threads.size < 2) return;
    this.openmp ??= openmpIn(this.#files.sysroot.read(`/proc/${this.pid}/maps`) ?? '');
  }

  #askProgram(): string | null {
    const file = this.#files.sysroot.link(`/proc/${this.pid}/exe`);
    return file === null ? null : basename(file).replace(/ \(deleted\)$/, '');
  }
}
