import { closeSync, constants, fstatSync, openSync, readdirSync } from 'node:fs';

/** `.` and `..`, which the kernel counts among a task folder's links, beside one for each thread (fs/proc/base.c). */
const OWN_LINKS = 2;

/** The threads of one process, looked up again and again: counting them costs a tenth of naming them. */
export class TaskList {
  readonly #path: string;
  #folder: number | null = null;

  /** Never throws: a process that is already gone simply has no threads. */
  constructor(pid: number) {
    this.#path = `/proc/${pid}/task`;
    try {
      this.#folder = openSync(this.#path, constants.O_RDONLY | constants.O_DIRECTORY);
    } catch {}
  }

  /** How many there are; 0 once the process is gone. */
  count(): number {
    if (this.#folder === null) return 0;
    try {
      return Math.max(0, fstatSync(this.#folder).nlink - OWN_LINKS);
    } catch {
      return 0;
    }
  }

  /** Their kernel thread IDs. */
  tids(): number[] {
    try {
      return readdirSync(this.#path).map(Number);
    } catch {
      return [];
    }
  }

  close(): void {
    if (this.#folder !== null) closeSync(this.#folder);
    this.#folder = null;
  }
}
