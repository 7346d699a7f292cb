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
import { basename, dirname, join, resolve, sep } from 'node:path';

/** No file of /proc or /sys that we read is longer; a captured tree may hold anything. */
const LONGEST_BYTES = 16 * 1024 * 1024;
const buffer = Buffer.allocUnsafeSlow(64 * 1024);
/** The kernel’s PATH_MAX: it opens nothing whose path is longer. */
const LONGEST_PATH = 4096;

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
  /** A captured tree, without links and dots. */
  readonly #top: string;
  readonly #realFolders = new Map<string, string | null>();
  #realTop: string | null = null;

  constructor(root = '/') {
    this.root = root;
    this.#top = root === '/' ? root : resolve(root);
  }

  /** True for a captured machine: what this process is and does is no fact of it. */
  get isCaptured(): boolean {
    return this.root !== '/';
  }

  /** The text of a file, or null where it can't be read: with /proc and /sys, absence is an answer. */
  read(path: string): string | null {
    try {
      const place = this.#place(path);
      if (place === null) return null;
      // What is short and never blocks is read in one call, which is twice as fast: the kernel's own files, and plain ones.
      return place.isPlain ? readFileSync(place.path, 'utf8') : readAnything(place.path);
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
      return this.#place(path)?.path ?? null;
    } catch {
      // A name that is too long, holds a NUL, or goes through a file as if it were a folder.
      return null;
    }
  }

  #place(path: string): Place | null {
    if (!this.isCaptured) return existsSync(path) ? { path, isPlain: true } : null;
    return this.#real(join(this.#top, path));
  }

  /**
   * Where something in a captured tree is with its links followed, or null where it isn't below the root. A folder that is no
   * link stands where its own folder does: to ask for its real path takes three times as long.
   */
  #real(file: string): Place | null {
    if (file === this.#top) return { path: this.#realRoot(), isPlain: false };
    if (!isBelow(this.#top, file) || file.length > LONGEST_PATH) return null;
    const folder = this.#realFolder(dirname(file));
    if (folder === null) return null;
    const path = join(folder, basename(file));
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return null;
    if (found.isSymbolicLink()) return this.#followed(path);
    return { path, isPlain: found.isFile() && found.size <= LONGEST_BYTES };
  }

  #realFolder(folder: string): string | null {
    const known = this.#realFolders.get(folder);
    if (known !== undefined) return known;
    const real = this.#real(folder)?.path ?? null;
    this.#realFolders.set(folder, real);
    return real;
  }

  #followed(link: string): Place | null {
    if (!existsSync(link)) return null;
    const [path, top] = [realpathSync.native(link), this.#realRoot()];
    return path === top || isBelow(top, path) ? { path, isPlain: false } : null;
  }

  #realRoot(): string {
    this.#realTop ??= realpathSync.native(this.#top);
    return this.#realTop;
  }
}

/** Where something is. */
interface Place {
  readonly path: string;
  /** Whether it is a file, no longer than any that we read: to read it neither blocks nor fills the memory. */
  readonly isPlain: boolean;
}

function isBelow(folder: string, place: string): boolean {
  return place.startsWith(folder === sep ? sep : `${folder}${sep}`);
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
