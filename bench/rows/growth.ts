import { formatCount } from '../../src/base/units.ts';
import { median } from '../../src/stats/samples/summary.ts';
import type { Goal, Measured } from '../line.ts';
import { exponent } from '../stats.ts';

/** Numbers of workers, from fewer than most machines have CPUs to more than any of them. */
export const GROWTH_SIZES = [2, 8, 64, 256] as const;

/** How something grows with the number of workers: one exponent for each round. */
export function growthLine(
  what: string,
  valuesAt: (workers: number) => readonly number[],
  format: (value: number) => string,
  goals: readonly Goal[] = [],
): Measured {
  return growthOver(what, { sizes: GROWTH_SIZES, noun: 'workers', valuesAt }, format, goals);
}

/** What something is measured at. */
interface Growing {
  readonly sizes: readonly number[];
  /** What there are so many of. */
  readonly noun: string;
  valuesAt(size: number): readonly number[];
}

/** How something grows with other sizes. */
export function growthOver(
  what: string,
  { sizes, noun, valuesAt }: Growing,
  format: (value: number) => string,
  goals: readonly Goal[],
): Measured {
  const bySize = sizes.map(valuesAt);
  const medians = sizes.map((size, at) => `${format(median(bySize[at] ?? []))} (${formatCount(size)})`);
  const ends = [sizes[0], sizes.at(-1)].map((size = Number.NaN) => formatCount(size));
  return {
    what: `${what}, ${ends.join(' to ')} ${noun}: exponent`,
    values: exponents(sizes, bySize),
    unit: 'exponent',
    goals,
    behind: medians.join(', '),
  };
}

/** Of each round, from the values that each size had in the rounds. */
function exponents(sizes: readonly number[], bySize: readonly (readonly number[])[]): number[] {
  const rounds = bySize[0]?.map((_, round) => bySize.map((values) => values[round] ?? Number.NaN)) ?? [];
  return rounds.map((values) => exponent(sizes, values));
}
