import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConcurError, usageError } from '../../../base/errors/errors.ts';
import { systemCode } from '../../../base/errors/read-thrown.ts';
import { systemReason } from '../../../base/errors/system-reason.ts';
import { realPlace } from '../../../base/files/real-place.ts';
import { requireWriting } from '../../../base/refusals/permissions.ts';
import { knownError } from '../../exit-codes.ts';
import { replaceFile } from './replace.ts';
import { holdFifo, writeThrough } from './through.ts';

/** Checks before the run that a file can be made, so that no result is lost for a mistyped folder. */
export function checkWritable(file: string): void {
  try {
    if (isThere(file)) accessSync(file, constants.W_OK);
    const place = realPlace(file);
    const special = passage(file, place);
    requireWriting(dirname(place));
    if (special === null) accessSync(dirname(place), constants.W_OK);
    else if (lstatSync(special).isFIFO()) holdFifo(special, special === place);
  } catch (error) {
    throw knownError(error) ?? notWritable(file, error);
  }
  if (isThere(file) && statSync(file).isDirectory()) {
    throw usageError(`${file} is a folder`, `Name a file in it: ${join(file, 'report.json')}`);
  }
}

function notWritable(file: string, error: unknown): ConcurError {
  const isMissing = systemCode(error) === 'ENOENT';
  const why = isMissing ? 'its folder is not there' : systemReason(error);
  const hint = isMissing
    ? `Create the folder first: mkdir -p ${dirname(realPlace(file))}`
    : 'Name another file.';
  return usageError(`${file} can't be written: ${why}`, hint);
}

/** Writes a file whole or not at all: beside its place first, then moved there. */
export async function writeWhole(file: string, text: string): Promise<void> {
  try {
    const place = realPlace(file);
    const special = passage(file, place);
    if (special === null) replaceFile(place, text);
    else await writeThrough(special, text, special === place);
  } catch (error) {
    throw new ConcurError('OUTPUT_LOST', `${file} could not be written: ${systemReason(error)}`, {
      hint: 'Free some space, or name another file.',
      cause: error,
    });
  }
}

/** What must be written to, never replaced. /dev/stdout is a link to what has no path of its own. */
function passage(file: string, place: string): string | null {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found === undefined) return isThere(file) ? file : null;
  return found.isFile() ? null : place;
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
