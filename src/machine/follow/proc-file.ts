import { closeSync, readSync } from 'node:fs';
import { systemCode } from '../../base/errors/read-thrown.ts';
import type { FileUse, OpenFiles } from './open-files.ts';

/** What a read gives in place of a length: nothing is left to read, or the kernel refused to open the file. */
export const GONE = 0;
export const REFUSED = -1;

/**
 * One file of /proc that is read again and again. It stays open where there is room for it: a few microseconds a read,
 * where opening it anew costs five times that.
 */
export class ProcFile {
  readonly #files: OpenFiles;
  readonly #path: string;
  readonly #use: FileUse;
  #fd: number | null = null;
  #isClosed = false;

  constructor(files: OpenFiles, path: string, use: FileUse) {
    this.#files = files;
    this.#path = path;
    this.#use = use;
  }

  /** Reads from `at` on into the buffer. @returns the length, GONE or REFUSED */
  read(buffer: Buffer, at = 0): number {
    return this.#fd === null ? this.#openAndRead(buffer, at) : readAt(this.#fd, buffer, at);
  }

  /** Nothing is read after that. */
  close(): void {
    this.#isClosed = true;
    if (this.#fd !== null) this.#files.release(this.#fd);
    this.#fd = null;
  }

  #openAndRead(buffer: Buffer, at: number): number {
    if (this.#isClosed) return GONE;
    const opened = this.#files.open(this.#path);
    if (typeof opened === 'string') return opened === 'gone' ? GONE : REFUSED;
    const length = readAt(opened, buffer, at);
    if (this.#files.keep(this.#use)) this.#fd = opened;
    else closeSync(opened);
    return length;
  }
}

/** ESRCH is the normal end of a thread; some files may be opened, and refuse to be read. */
function readAt(fd: number, buffer: Buffer, at: number): number {
  try {
    return readSync(fd, buffer, 0, buffer.length, at);
  } catch (error) {
    const code = systemCode(error);
    return code === 'EPERM' || code === 'EACCES' ? REFUSED : GONE;
  }
}
