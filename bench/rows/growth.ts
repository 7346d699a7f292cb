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
  const bySize = GROWTH_SIZES.map(valuesAt);
  const medians = GROWTH_SIZES.map((workers, at) => `${format(median(bySize[at] ?? []))} (${workers})`);
  return {
    what: `${what}, 2 to 256 workers: exponent`,
    values: exponents(GROWTH_SIZES, bySize),
    unit: 'exponent',
    goals,
    behind: medians.join(', '),
  };
}

/** Of each round, from the values that each size had in the rounds. */
export function exponents(sizes: readonly number[], bySize: readonly (readonly number[])[]): number[] {
  const rounds = bySize[0]?.map((_, round) => bySize.map((values) => values[round] ?? Number.NaN)) ?? [];
  return rounds.map((values) => exponent(sizes, values));
}
