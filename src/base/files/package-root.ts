import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ConcurError, usageError } from '../errors/errors.ts';

const NAME = 'concur-cli';

let found: string | null = null;

/**
 * The folder that holds this package's package.json: the same whether the code runs from src/ or bundled in dist/.
 * @throws ConcurError (USAGE) where only a part of the package is there: copied, or in somebody's bundle
 */
export function packageRoot(): string {
  found ??= rootAbove(import.meta.dirname ?? folderOf(import.meta.url));
  return found;
}

/** Jest 29 gives a module its URL alone, and some bundlers give it nothing. */
function folderOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : dirname(process.getBuiltinModule('node:url').fileURLToPath(url));
}

/** @param start undefined where a bundler left no trace of it. @throws ConcurError (USAGE) where no folder above is this package's */
export function rootAbove(start: string | undefined): string {
  for (let folder = start ?? '/'; ; folder = dirname(folder)) {
    if (nameIn(folder) === NAME) return folder;
    if (folder === dirname(folder)) throw incomplete(start);
  }
}

function nameIn(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name;
  } catch {
    return null;
  }
}

/** Workers are started from files of their own, which a bundle of its code alone doesn't have. */
function incomplete(start: string | undefined): ConcurError {
  const where = start === undefined ? 'where its code runs' : `above ${start}`;
  return usageError(
    `the files of ${NAME} are not ${where}: only a part of it was copied, or a bundler has taken its code into another file`,
    `Install the whole package, and tell the bundler to leave it where it is: external: ['${NAME}'].`,
  );
}

/** A file that the build made, such as a worker's entry. */
export function builtFile(...path: string[]): string {
  return join(packageRoot(), 'dist', ...path);
}

/** This package's version. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}
