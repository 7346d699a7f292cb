import { lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isTrap } from '../../base/files/owned.ts';

/**
 * The tsconfig.json that a module is compiled with: the nearest above it, whatever the working directory.
 * @returns its path, or null where there is none that can be trusted
 */
export function tsconfigOf(file: string): string | null {
  for (let folder = dirname(realpathSync.native(file)); ; folder = dirname(folder)) {
    const path = join(folder, 'tsconfig.json');
    if (isReadable(path)) return path;
    if (folder === dirname(folder)) return null;
  }
}

/** Reading a FIFO may never end, and a file that somebody else put into a public folder says what our code imports. */
function isReadable(path: string): boolean {
  try {
    const uid = process.geteuid?.();
    const isPlanted = uid !== undefined && isTrap(lstatSync(path), lstatSync(dirname(path)), uid);
    return !isPlanted && statSync(path).isFile();
  } catch {
    return false;
  }
}
