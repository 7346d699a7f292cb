import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files that say which version of each package is installed for a folder: of the nearest one at or above it that has any. */
export function lockFiles(start: string, names: readonly string[]): string[] {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).filter((file) => existsSync(file));
    if (found.length > 0 || folder === dirname(folder)) return found;
  }
}
