import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | null = null;

/** The folder that holds this package's package.json: the same whether the code runs from src/ or bundled in dist/. */
export function packageRoot(): string {
  if (found === null) {
    let folder = import.meta.dirname;
    while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
    found = folder;
  }
  return found;
}

/** A file that the build made, such as a worker's entry. */
export function builtFile(...path: string[]): string {
  return join(packageRoot(), 'dist', ...path);
}

/** This package's version. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}
