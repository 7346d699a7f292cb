import { closeSync, constants, fstatSync } from 'node:fs';
import { threadIds } from '../../proc/threads.ts';
import type { OpenFiles, Unread } from '../open-files.ts';

/** `.` and `..`, which the kernel counts among a task folder's links, beside one for each thread (fs/proc/base.c). */
const OWN_LINKS = 2;

/** The threads of one process, looked up again and again: counting them costs a tenth of naming them. */
export class TaskList {
  readonly #files: OpenFiles;
  readonly #pid: number;
  #folder: number | null = null;

  /** Never throws: a process that is already gone simply has no threads. */
  constructor(files: OpenFiles, pid: number) {
    this.#files = files;
    this.#pid = pid;
    // Only the kernel’s own folders have a link for each thread.
    if (files.sysroot.isCaptured) return;
    const opened = this.#open();
    if (typeof opened === 'string') return;
    if (files.keep('each-sample')) this.#folder = opened;
    else closeSync(opened);
  }

  /** How many there are; 0 once the process is gone; null where only naming them tells. */
  count(): number | null {
    if (this.#folder === null) return null;
    try {
      return Math.max(0, fstatSync(this.#folder).nlink - OWN_LINKS);
    } catch {
      return 0;
    }
  }

  /** Their kernel thread IDs: none once the process is gone; null where it is there, and can’t be asked. */
  tids(): readonly number[] | null {
    return threadIds(this.#files.sysroot, this.#pid) ?? (this.#isGone() ? [] : null);
  }

  close(): void {
    if (this.#folder !== null) this.#files.release(this.#folder);
    this.#folder = null;
  }

  #isGone(): boolean {
    const opened = this.#open();
    if (typeof opened === 'number') closeSync(opened);
    return opened === 'gone';
  }

  #open(): number | Unread {
    return this.#files.open(`/proc/${this.#pid}/task`, constants.O_RDONLY | constants.O_DIRECTORY);
  }
}
