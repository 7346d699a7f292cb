import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject } from '../../../base/shape/values.ts';

/** A folder with a package.json, and what that says of the files in it. */
export interface Package {
  readonly folder: string;
  readonly name: string | null;
  readonly main: string | null;
  /** As they are written there; null where they aren’t. */
  readonly exports: unknown;
  readonly imports: unknown;
}

/** The package that a file is in: of the nearest package.json above it. */
export function packageOf(file: string): Package | null {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = readPackage(folder);
    if (found !== null) return found;
    if (folder === dirname(folder)) return null;
  }
}

export function readPackage(folder: string): Package | null {
  const written = readJson(join(folder, 'package.json'));
  if (!isObject(written)) return null;
  const { name, main, exports = null, imports = null } = written;
  return {
    folder,
    name: typeof name === 'string' ? name : null,
    main: typeof main === 'string' ? main : null,
    exports,
    imports,
  };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
