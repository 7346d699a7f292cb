import { closeSync } from 'node:fs';
import { systemReason } from '../../base/errors/system-reason.ts';
import type { Sysroot } from '../sysroot.ts';

/** The files of a process that couldn’t be read, each with the reason. */
export class Unread {
  readonly list: string[] = [];
  readonly #sysroot: Sysroot;

  constructor(sysroot: Sysroot) {
    this.#sysroot = sysroot;
  }

  /** The text of a file, or null, with a note why. */
  read(path: string): string | null {
    const text = this.#sysroot.read(path);
    if (text === null) this.note(path);
    return text;
  }

  note(path: string): void {
    this.list.push(`${path}: ${this.#why(path)}`);
  }

  #why(path: string): string {
    const opened = this.#sysroot.open(path);
    if (typeof opened === 'string') return systemReason({ code: opened, message: opened });
    closeSync(opened);
    return 'it can’t be read';
  }
}
