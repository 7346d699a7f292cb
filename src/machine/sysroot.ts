import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

/** No file of /proc or /sys that we read is longer; a captured tree may hold anything. */
const LONGEST_BYTES = 16 * 1024 * 1024;
const buffer = Buffer.allocUnsafeSlow(64 * 1024);

export type FileType = 'file' | 'folder' | 'fifo' | 'socket' | 'character' | 'block' | 'other';

const FILE_TYPES: readonly (readonly [FileType, (found: Stats) => boolean])[] = [
  ['file', (found) => found.isFile()],
  ['folder', (found) => found.isDirectory()],
  ['fifo', (found) => found.isFIFO()],
  ['socket', (found) => found.isSocket()],
  ['character', (found) => found.isCharacterDevice()],
  ['block', (found) => found.isBlockDevice()],
];

/** Where the kernel's files are read: below `/`, or below a captured machine's folder and nowhere else. */
export class Sysroot {
  readonly root: string;
  readonly #realFolders = new Map<string, string | null>();
  #top: string | null = null;

  constructor(root = '/') {
    this.root = root;
  }

  /** True for a captured machine: what this process is and does is no fact of it. */
  get isCaptured(): boolean {
    return this.root !== '/';
  }

  /** The text of a file, or null where it can't be read: with /proc and /sys, absence is an answer. */
  read(path: string): string | null {
    const file = this.#locate(path);
    if (file === null) return null;
    try {
      // The kernel's own files are short and never block; reading them in one call is twice as fast.
      return this.isCaptured ? readAnything(file) : readFileSync(file, 'utf8');
    } catch {
      return null;
    }
  }

  /**
   * The same of a file that anybody may have put there, as below another process' root: a FIFO or a device is no file, and
   * one that fills the memory is left alone.
   */
  readUntrusted(path: string): string | null {
    const file = this.#locate(path);
    try {
      return file === null || this.typeOf(path) !== 'file' ? null : readAnything(file);
    } catch {
      return null;
    }
  }

  /** The first bytes of a file, or null where it can't be read. */
  bytes(path: string, length: number): Buffer | null {
    const fd = this.open(path);
    if (typeof fd === 'string') return null;
    try {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(fd, bytes, 0, length, 0));
    } catch {
      return null;
    } finally {
      closeSync(fd);
    }
  }

  /** A file that its caller closes, or why it can't be opened: `ENOENT`, `EMFILE`, … */
  open(path: string, flags: number = constants.O_RDONLY): number | string {
    const file = this.isCaptured ? this.#locate(path) : path;
    if (file === null) return 'ENOENT';
    try {
      return openSync(file, flags);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'unknown';
    }
  }

  has(path: string): boolean {
    return this.#locate(path) !== null;
  }

  /** The names in a folder, or null where it can't be read. */
  list(path: string): string[] | null {
    const folder = this.#locate(path);
    try {
      return folder === null ? null : readdirSync(folder);
    } catch {
      return null;
    }
  }

  /** Where a link leads, or null where it can't be read. */
  link(path: string): string | null {
    try {
      return readlinkSync(join(this.root, path));
    } catch {
      return null;
    }
  }

  /** What is there, links followed; null where nothing is, or nothing that we may know of. */
  typeOf(path: string): FileType | null {
    try {
      const found = statSync(join(this.root, path));
      return FILE_TYPES.find(([, is]) => is(found))?.[0] ?? 'other';
    } catch {
      return null;
    }
  }

  /**
   * Where something really is, or null where it isn't, or where the links of a captured tree lead out of it. Much of
   * what is looked for isn't there, and an exception costs ten times what asking first does.
   */
  #locate(path: string): string | null {
    try {
      return this.#place(path);
    } catch {
      // A name that is too long, holds a NUL, or goes through a file as if it were a folder.
      return null;
    }
  }

  #place(path: string): string | null {
    if (!this.isCaptured) return existsSync(path) ? path : null;
    const file = join(this.root, path);
    const folder = this.#realFolder(dirname(file));
    if (folder === null) return null;
    const place = `${folder}${sep}${basename(file)}`;
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (found === undefined) return null;
    return found.isSymbolicLink() ? this.#realFolder(place) : place;
  }

  /** A folder (or a link to a file) with its links followed, or null where it isn't below the root. */
  #realFolder(folder: string): string | null {
    const known = this.#realFolders.get(folder);
    if (known !== undefined) return known;
    const real = existsSync(folder) ? realpathSync.native(folder) : null;
    const isInside = real !== null && `${real}${sep}`.startsWith(this.#prefix());
    this.#realFolders.set(folder, isInside ? real : null);
    return isInside ? real : null;
  }

  /** What the real path of everything below the root begins with. */
  #prefix(): string {
    this.#top ??= realpathSync.native(this.root);
    return this.#top === sep ? sep : `${this.#top}${sep}`;
  }
}

/** There may be a FIFO, on which a plain open waits for ever, or a file that fills the memory. */
function readAnything(file: string): string | null {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const chunks: Buffer[] = [];
    for (let total = 0; total <= LONGEST_BYTES; ) {
      const length = readSync(fd, buffer, 0, buffer.length, null);
      if (length === 0) return Buffer.concat(chunks).toString('utf8');
      chunks.push(Buffer.from(buffer.subarray(0, length)));
      total += length;
    }
    return null;
  } finally {
    closeSync(fd);
  }
}
