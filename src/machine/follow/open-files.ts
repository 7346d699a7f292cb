import { closeSync } from 'node:fs';
import { descriptorLimit } from '../capacity.ts';
import { Sysroot } from '../sysroot.ts';

/** Why a file was not read: what it tells of is over, or the kernel refused. */
export type Unread = 'gone' | 'refused';

/** How often a file is read: at each sample, or when it is its thread’s turn. Of thousands of threads it is the turn of a few at a time. */
export type FileUse = 'each-sample' | 'in-turns';

/** As much of the room is kept for files that each sample reads. */
const RESERVED_SHARE = 0.75;

/** The files that one follower keeps open. There may be more to read than this process may open. */
export class OpenFiles {
  readonly sysroot: Sysroot;
  /** Why the last one that was refused was: `EMFILE`, `EACCES`, … */
  refusal: string | null = null;
  #room: number | null = null;
  #reserved = 0;

  constructor(sysroot: Sysroot) {
    this.sysroot = sysroot;
  }

  open(path: string, flags?: number): number | Unread {
    const opened = this.sysroot.open(path, flags);
    if (typeof opened === 'number') return opened;
    if (opened === 'ENOENT' || opened === 'ESRCH') return 'gone';
    this.refusal = opened;
    return 'refused';
  }

  /** Whether one more may stay open; it is given back with `release`. Where there is little room left, it is for what every sample reads. */
  keep(use: FileUse): boolean {
    if (this.#room === null) {
      this.#room = roomToKeep();
      this.#reserved = Math.floor(this.#room * RESERVED_SHARE);
    }
    if (this.#room <= (use === 'each-sample' ? 0 : this.#reserved)) return false;
    this.#room--;
    return true;
  }

  release(fd: number): void {
    closeSync(fd);
    if (this.#room !== null) this.#room++;
  }
}

/** Half of what this process may still open: the other half is for what else it does. */
function roomToKeep(): number {
  const own = new Sysroot();
  const open = own.list('/proc/self/fd')?.length ?? 0;
  return Math.max(0, Math.floor((descriptorLimit(own) - open) / 2));
}
