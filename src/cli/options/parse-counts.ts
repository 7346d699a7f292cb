import { usageError } from '../../base/errors/errors.ts';

/** Nobody has a machine for more. */
const MOST = 4096;
const RANGE = /^(\d{1,4})\.\.(\d{1,4})$/;

/**
 * Numbers of workers: `8`, `1..16`, `1,2,4,8`, or both.
 * @returns them ascending, each once
 * @throws ConcurError (USAGE)
 */
export function parseCounts(flag: string, text: string): number[] {
  const counts = text.split(',').flatMap((part) => expand(part.trim()));
  if (counts.length === 0 || counts.some((count) => !Number.isInteger(count) || count < 1 || count > MOST)) {
    throw usageError(
      `${flag} ${text} is not a list of numbers from 1 to ${MOST}`,
      `Try ${flag} 1..8, or ${flag} 1,2,4.`,
    );
  }
  return [...new Set(counts)].sort((a, b) => a - b);
}

function expand(part: string): number[] {
  const [, from, to] = RANGE.exec(part) ?? [];
  if (from === undefined) return [/^\d+$/.test(part) ? Number(part) : Number.NaN];
  const length = Number(to) - Number(from) + 1;
  return length < 1 ? [Number.NaN] : Array.from({ length }, (_, index) => Number(from) + index);
}
