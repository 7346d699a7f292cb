import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ConcurError, messageOf, systemCode, usageError } from '../base/errors.ts';

/** Checks before the run that a file can be made, so that no result is lost for a mistyped folder. */
export function checkWritable(file: string): void {
  const folder = dirname(resolve(file));
  try {
    accessSync(folder, constants.W_OK);
    if (isThere(file)) accessSync(file, constants.W_OK);
  } catch (error) {
    throw usageError(
      `${file} can't be written: ${messageOf(error)}`,
      systemCode(error) === 'ENOENT' ? `Create the folder first: mkdir -p ${folder}` : 'Name another file.',
    );
  }
  if (isThere(file) && statSync(file).isDirectory()) {
    throw usageError(`${file} is a folder`, `Name a file in it: ${join(file, 'report.json')}`);
  }
}

/** Writes a file whole or not at all: beside its place first, then moved there. */
export function writeWhole(file: string, text: string): void {
  // Something like /dev/stdout must be written to, never replaced.
  const isSpecial = isThere(file) && !statSync(file).isFile();
  const place = isThere(file) && !isSpecial ? realpathSync(file) : resolve(file);
  const draft = isSpecial ? file : join(dirname(place), `.${basename(place)}.${process.pid}.part`);
  try {
    writeFileSync(draft, text);
    if (!isSpecial) renameSync(draft, place);
  } catch (error) {
    if (!isSpecial) rmSync(draft, { force: true });
    throw new ConcurError('OUTPUT_LOST', `${file} could not be written: ${messageOf(error)}`, {
      hint: 'Free some space, or name another file.',
      cause: error,
    });
  }
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
