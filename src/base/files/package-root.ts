import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { usageError } from '../errors/errors.ts';

let found: string | null = null;

/**
 * The folder that holds this package's package.json: the same whether the code runs from src/ or bundled in dist/.
 * @throws ConcurError (USAGE) where only a part of the package was copied
 */
export function packageRoot(): string {
  found ??= rootAbove(import.meta.dirname);
  return found;
}

/** @throws ConcurError (USAGE) where no folder above has a package.json */
export function rootAbove(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder))
      throw usageError(
        `no package.json above ${start}: concur is not complete`,
        'Install the whole package.',
      );
  }
}

/** A file that the build made, such as a worker's entry. */
export function builtFile(...path: string[]): string {
  return join(packageRoot(), 'dist', ...path);
}

/** This package's version. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}
