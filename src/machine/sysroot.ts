import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the kernel's files are read: below `/`, or below a captured machine's folder. */
export class Sysroot {
  readonly root: string;

  constructor(root = '/') {
    this.root = root;
  }

  /** The text of a file, or null where it can't be read: with /proc and /sys, absence is an answer. */
  read(path: string): string | null {
    const file = join(this.root, path);
    // Much of what is looked for isn't there, and an exception costs ten times what asking first does.
    if (!existsSync(file)) return null;
    try {
      return readFileSync(file, 'latin1');
    } catch {
      return null;
    }
  }

  /** The names in a folder, or null where it can't be read. */
  list(path: string): string[] | null {
    try {
      return readdirSync(join(this.root, path));
    } catch {
      return null;
    }
  }
}
