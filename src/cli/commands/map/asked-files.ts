import { statSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import { realPlace } from '../../../base/files/real-place.ts';
import type { MapFiles } from '../../../map/journal/resume.ts';
import { checkWritable } from '../../output/file/write-file.ts';

/**
 * Where output and journal are. Links are followed, so that each file has one name, and one journal.
 * @param named the journal, where one was typed
 * @throws ConcurError (USAGE) where a run can’t go on with one of them
 */
export function filesOf(input: string, output: string, named: string | undefined): MapFiles {
  const journal = named ?? `${realPlace(output)}.journal`;
  for (const file of [output, journal]) checkRegular(file, file === output);
  const places = [input, output, journal].map((file) => (file === '-' ? file : realPlace(file)));
  if (new Set(places).size < places.length) {
    throw usageError('--input, --output and --journal must be different files', 'Name another --output.');
  }
  return { output: realPlace(output), journal: realPlace(journal) };
}

/** @throws ConcurError (USAGE) for what a run can’t go on with: a folder, a device, a pipe; and where nobody may write */
function checkRegular(file: string, isOutput: boolean): void {
  const found = statSync(file, { throwIfNoEntry: false });
  const name = isOutput ? 'out.ndjson' : 'out.ndjson.journal';
  if (found?.isDirectory() === true)
    throw usageError(`${file} is a folder`, `Name a file in it: ${join(file, name)}`);
  if (found?.isFile() === false) {
    const hint = isOutput ? `Leave --output out, and redirect: > ${file}` : `Name a file: --journal ${name}.`;
    throw usageError(`${file} is no file that can be gone on with`, hint);
  }
  checkWritable(file);
}
