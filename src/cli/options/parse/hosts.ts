import { usageError } from '../../../base/errors/errors.ts';
import { printableLine } from '../../../base/text/printable.ts';
import { parseDuration } from '../../../base/units.ts';

/** A column of a table has to hold it. */
const LONGEST_NAME = 64;

/** What a host is called where others list it. */
export function parseHostName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= LONGEST_NAME && printableLine(name) === name) return name;
  throw usageError(`--name ${text} is not a name of 1 to ${LONGEST_NAME} characters`, 'Try --name b.');
}

/** How long a host may be silent, in ms: a shorter one ends while a busy host has no time to renew it. */
export function parseLease(text: string): number {
  const ms = parseDuration(text);
  if (ms >= 1_000 && ms <= 600_000) return ms;
  throw usageError(`--lease ${text} is not between 1s and 10m`, 'Try --lease 10s.');
}
