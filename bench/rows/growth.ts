import type { Goal, Measured } from '../line.ts';
import { exponent, median } from '../stats.ts';

/** Numbers of workers, from fewer than most machines have CPUs to more than any of them. */
export const GROWTH_SIZES = [2, 8, 64, 256] as const;

/** How something grows with the number of workers: one exponent for each round. */
export function growthLine(
  row: string,
  what: string,
  valuesAt: (workers: number) => readonly number[],
  format: (value: number) => string,
  goals: readonly Goal[] = [],
): Measured {
  const bySize = GROWTH_SIZES.map(valuesAt);
  const rounds = bySize[0]?.map((_, round) => bySize.map((values) => values[round] ?? Number.NaN)) ?? [];
  const medians = GROWTH_SIZES.map((workers, index) => `${format(median(bySize[index] ?? []))} (${workers})`);
  return {
    row,
    what: `${what}, 2 to 256 workers: exponent`,
    values: rounds.map((values) => exponent(GROWTH_SIZES, values)),
    unit: 'exponent',
    goals,
    behind: medians.join(', '),
  };
}
