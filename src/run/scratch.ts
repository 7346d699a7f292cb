import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the workers' files, which is gone after the trial. */
export interface Scratch {
  readonly folder: string;
  files(): string[];
  remove(): void;
}

export function makeScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'concur-'));
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
