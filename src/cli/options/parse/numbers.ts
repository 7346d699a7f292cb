import { usageError } from '../../../base/errors/errors.ts';

// From what was typed after a flag to a number, or several. Each throws ConcurError (USAGE) with an example of what it takes.

export const DECIMAL = /^\d{1,6}(\.\d{1,6})?$/;

export function wholeNumber(flag: string, least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= least) || !Number.isSafeInteger(value)) {
      throw usageError(
        `${flag} ${text} is not a whole number of ${least} or more`,
        `Try ${flag} ${Math.max(least, 2)}.`,
      );
    }
    return value;
  };
}

/** `10%` or `0.1`, above 0 and below 1. */
export function share(flag: string): (text: string) => number {
  return (text) => {
    const [, number = '', percent] = /^(\d{1,6}(?:\.\d{1,6})?)(%?)$/.exec(text.trim()) ?? [];
    const value = Number(number) / (percent === '%' ? 100 : 1);
    if (number === '' || !(value > 0 && value < 1)) {
      throw usageError(`${flag} ${text} is not a share above 0 and below 100 %`, `Try ${flag} 10%.`);
    }
    return value;
  };
}

export function ratio(flag: string): (text: string) => number {
  return (text) => {
    const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= 1)) throw usageError(`${flag} ${text} is not a number of 1 or more`, `Try ${flag} 1.25.`);
    return value;
  };
}

/** Nobody has a machine for more. */
const MOST = 4096;
const RANGE = /^(\d{1,4})\.\.(\d{1,4})$/;

/**
 * Numbers of workers: `8`, `1..16`, `1,2,4,8`, or both.
 * @returns them ascending, each once
 * @throws ConcurError (USAGE)
 */
export function parseCounts(flag: string, text: string): number[] {
  const counts = new Set<number>();
  for (const part of new Set(text.split(','))) for (const count of expand(part.trim())) counts.add(count);
  if ([...counts].some((count) => !Number.isInteger(count) || count < 1 || count > MOST)) {
    throw usageError(
      `${flag} ${text} is not a list of numbers from 1 to ${MOST}`,
      `Try ${flag} 1..8, or ${flag} 1,2,4.`,
    );
  }
  return [...counts].sort((a, b) => a - b);
}

function expand(part: string): number[] {
  const [, from, to] = RANGE.exec(part) ?? [];
  if (from === undefined) return [/^\d+$/.test(part) ? Number(part) : Number.NaN];
  const length = Number(to) - Number(from) + 1;
  return length < 1 || Number(to) > MOST
    ? [Number.NaN]
    : Array.from({ length }, (_, index) => Number(from) + index);
}
