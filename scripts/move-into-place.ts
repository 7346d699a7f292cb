import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a folder have what was built elsewhere on the same file system, while programs run from it: a file that is the
 * same stays untouched, another is replaced at once, and what the build no longer makes goes last.
 * @param last files that need the others: they come when all of these are there
 */
export function moveIntoPlace(built: string, place: string, last: readonly string[] = []): void {
  const files = filesOf(built);
  for (const file of [...files.filter((name) => !last.includes(name)), ...last]) {
    if (isSame(join(built, file), join(place, file))) continue;
    mkdirSync(dirname(join(place, file)), { recursive: true });
    renameSync(join(built, file), join(place, file));
  }
  const made = new Set(files);
  for (const file of filesOf(place)) if (!made.has(file)) rmSync(join(place, file), { force: true });
  rmSync(built, { recursive: true, force: true });
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function isSame(one: string, other: string): boolean {
  try {
    return readFileSync(one).equals(readFileSync(other));
  } catch {
    return false;
  }
}
