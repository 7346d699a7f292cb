import { ConcurError, usageError } from '../../../base/errors/errors.ts';
import { parseSize } from '../../../base/units.ts';

/** The memory that a worker takes: a size, or the function whose worker is measured, as it was typed. */
export type PerWorkerRequest = { readonly bytes: number } | { readonly function: string };

/** A path, a module’s name, or something of a module. */
const REFERENCE = /[/#:]|\.(?:[cm]?[jt]sx?|py)$/;

/** `2GB`, `512MiB`; `./work.ts#fn`. @throws ConcurError (USAGE) */
export function parsePerWorker(text: string): PerWorkerRequest {
  if (REFERENCE.test(text)) return { function: text };
  const bytes = sizeOrNull(text);
  if (bytes !== null && bytes > 0) return { bytes };
  throw usageError(
    `--per-worker ${text} is neither a size above 0 nor a function`,
    'Write a number of whole bytes and its unit, 2GB or 512MiB; or a function of yours: ./work.ts#name.',
  );
}

function sizeOrNull(text: string): number | null {
  try {
    return parseSize(text);
  } catch (error) {
    if (error instanceof ConcurError) return null;
    throw error;
  }
}
