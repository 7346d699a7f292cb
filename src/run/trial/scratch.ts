import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConcurError } from '../../base/errors/errors.ts';
import { systemCode } from '../../base/errors/read-thrown.ts';
import { systemReason } from '../../base/errors/system-reason.ts';
import { refusalOf } from '../../base/refusals/refusal.ts';

/** A folder for the workers' files, which is gone after the trial. */
export interface Scratch {
  readonly folder: string;
  files(): string[];
  remove(): void;
}

/** @throws ConcurError (CAPABILITY_MISSING) where no folder can be made */
export function makeScratch(): Scratch {
  const folder = makeFolder();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    folder,
    files: () => readdirSync(folder).sort(),
    remove() {
      process.off('exit', remove);
      remove();
    },
  };
}

function makeFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'concur-'));
  } catch (error) {
    const why = systemCode(error) === 'ENOENT' ? 'it is not there' : systemReason(error);
    throw (
      refusalOf(error) ??
      new ConcurError(
        'CAPABILITY_MISSING',
        `no folder for the workers’ files can be made in ${tmpdir()}: ${why}`,
        { hint: 'Set TMPDIR to a writable folder.', cause: error },
      )
    );
  }
}
