import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';

const MODULE = /\.[cm]?[jt]sx?$/;

/** Whether what was typed is a file's name, not that of something built in. */
export function isFileName(typed: string): boolean {
  return typed.includes('/') || MODULE.test(typed);
}

/**
 * The absolute path of a module that was typed.
 * @param hint what to type where no such file is
 * @throws ConcurError (USAGE) where it isn't there, or is no module
 */
export function moduleFile(typed: string, hint: string): string {
  const file = resolve(typed);
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw usageError(`${typed} is not a file (looked for ${file})`, hint);
  }
  if (!MODULE.test(file)) {
    throw usageError(
      `${typed} is not a JavaScript or TypeScript module`,
      'It ends in .js, .mjs, .cjs, .ts, .mts or .cts.',
    );
  }
  return file;
}
