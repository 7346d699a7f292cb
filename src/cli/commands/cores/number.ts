import { ConcurError } from '../../../base/errors/errors.ts';
import type { TypedOptions } from '../../options/table.ts';

/** Whether a script wants a number: it only reads, so that the number is there at once, and the same each time. */
export function wantsNumber({ quiet, format }: TypedOptions): boolean {
  return quiet === true || format !== undefined;
}

/**
 * Refuses to print nothing where a number alone was asked for: `make -j` without one starts all jobs at once.
 * @param effectiveCpus null where they are unknown
 * @throws ConcurError (CAPABILITY_MISSING)
 */
export function checkNumber(options: TypedOptions, effectiveCpus: number | null): void {
  const isOnStdout = options.json !== true && options.export?.some(({ file }) => file === '-') !== true;
  if (effectiveCpus !== null || !wantsNumber(options) || !isOnStdout) return;
  throw new ConcurError(
    'CAPABILITY_MISSING',
    'the number of CPUs is unknown: neither the affinity mask, nor a list of CPUs, nor a quota can be read',
    { hint: 'What can be read: concur cores. A script that goes on without: $(concur cores -q || echo 1).' },
  );
}
