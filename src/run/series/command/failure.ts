import { ConcurError } from '../../../base/errors/errors.ts';
import type { CommandEnd } from '../../../model/documents/command-run.ts';
import type { ShellLine } from './candidate.ts';

const IGNORE = 'To measure it all the same: --ignore-failure.';
const STDOUT_HIDDEN = 'Its stdout is kept in warm-ups alone: --warmup 1.';

export function hasFailed({ code }: CommandEnd): boolean {
  return code !== 0;
}

/**
 * A command that failed, with the last line that it printed, which says most.
 * @param round null of a warm-up
 */
export function runFailure(
  name: string,
  end: CommandEnd,
  round: number | null,
  printed: readonly string[],
): ConcurError {
  const which = round === null ? 'the warm-up' : `run ${round}`;
  const last = lastOf(printed);
  const hint = round !== null && last === '' ? `${IGNORE} ${STDOUT_HIDDEN}` : IGNORE;
  return new ConcurError('USER_CODE', `${name} ${howEnded(end)} (${which})${last}`, { hint });
}

/** What is run before or after a command has failed. */
export function besideFailure(
  { flag, line }: ShellLine,
  end: CommandEnd,
  printed: readonly string[],
): ConcurError {
  return new ConcurError('USER_CODE', `${flag} ${JSON.stringify(line)} ${howEnded(end)}${lastOf(printed)}`);
}

export function shellMissing({ flag }: Pick<ShellLine, 'flag'>): ConcurError {
  return new ConcurError('CAPABILITY_MISSING', `${flag} needs sh, and it is not in PATH`);
}

function howEnded({ code, signal }: CommandEnd): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}

function lastOf(printed: readonly string[]): string {
  const last = printed.findLast((line) => line.trim() !== '');
  return last === undefined ? '' : `: ${last.trim()}`;
}
