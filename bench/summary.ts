import { wilsonInterval } from '../src/stats/sampled-share.ts';
import { medianInterval, summarize } from '../src/stats/samples/summary.ts';
import type { Goal, Measured } from './line.ts';

/** What the rounds of a line come to. Null where there is no value, or too few for an interval. */
export interface Summary {
  /** How many values there are. */
  readonly n: number;
  /** Their median; of cases, their share. */
  readonly value: number | null;
  readonly ci95: Interval | null;
  readonly min: number | null;
  readonly max: number | null;
}

export type Interval = readonly [low: number, high: number];

/** `undecided` where the interval holds the bound, or there is no interval. */
export type Verdict = 'met' | 'missed' | 'undecided';

/**
 * The median with its 95 % interval from order statistics (stats/samples/summary: no assumption on the distribution, none
 * with fewer than six values), and of cases their share with Wilson’s interval. Rounds without a value don’t count.
 */
export function summaryOf({ values, unit }: Pick<Measured, 'values' | 'unit'>): Summary {
  const known = values.filter(Number.isFinite);
  const { n, mean, median, min, max } = summarize(known);
  if (unit !== 'cases') return { n, value: median, ci95: medianInterval(known), min, max };
  const ci95 = mean === null ? null : wilsonInterval(mean, n);
  return { n, value: mean, ci95: ci95 && [ci95.low, ci95.high], min, max };
}

/** By the end of the interval that is farther from the goal: a median alone decides nothing. */
export function verdictOn(goal: Goal, ci95: Interval | null): Verdict {
  if (ci95 === null) return 'undecided';
  const [low, high] = ci95;
  const [isMet, isMissed] =
    'atMost' in goal ? [high <= goal.atMost, low > goal.atMost] : [low >= goal.atLeast, high < goal.atLeast];
  if (isMet) return 'met';
  return isMissed ? 'missed' : 'undecided';
}
