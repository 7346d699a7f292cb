import { keeps, type Measured } from './line.ts';
import { mad, median } from './stats.ts';

/** What the rounds of a line come to. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Median absolute deviation, not scaled. */
  readonly mad: number;
  readonly runs: number;
  /** One for each goal. */
  readonly verdicts: readonly ('met' | 'missed')[];
}

export function summaryOf({ values, goals }: Pick<Measured, 'values' | 'goals'>): Summary {
  const middle = median(values);
  return {
    median: middle,
    min: Math.min(...values),
    max: Math.max(...values),
    mad: mad(values),
    runs: values.length,
    verdicts: goals.map((goal) => (keeps(goal, middle) ? 'met' : 'missed')),
  };
}
