import { formatNs, formatRatio } from '../../base/units.ts';
import type { ResultTable } from '../../model/scenario.ts';
import type { Estimate } from '../../model/stat.ts';
import { ratioOfMedians } from '../../stats/samples/bootstrap.ts';
import { median } from '../../stats/samples/summary.ts';
import { type Checked, every } from './claims.ts';
import { left, right } from './table.ts';

/** Times (ns) by what they are of, in the order in which they are expected to rise; index i of all belongs to one round. */
export type Rounds = readonly (readonly [name: string, timesNs: readonly number[]])[];

/**
 * The medians rise from each to the next. Where an interval of their ratio (95 %) reaches across 1, that isn't known.
 * @param seed of the resamples: the same seed, the same interval
 */
export function risingMedians(rounds: Rounds, seed: number): Checked {
  const steps = stepsOf(rounds, seed);
  const answers = steps.map(({ ci95 }) => {
    if (ci95 === null || (ci95[0] <= 1 && ci95[1] >= 1)) return null;
    return ci95[0] > 1;
  });
  const words = rounds.map(([name, times], index) => {
    const step = steps[index - 1];
    return `${name} ${medianText(times)}${step === undefined ? '' : ` (${ratioText(step)})`}`;
  });
  return {
    expected: rounds.map(([name]) => name).join(' < '),
    observed: words.join('; '),
    holds: every(answers),
    loadSensitive: true,
  };
}

/** The same as a table. @param of what the names are of */
export function risingTable(title: string, of: string, rounds: Rounds, seed: number): ResultTable {
  const steps = stepsOf(rounds, seed);
  return {
    title,
    columns: [left(of), right('rounds'), right('median'), right('to the one above')],
    rows: rounds.map(([name, times], index) => {
      const step = steps[index - 1];
      return [name, `${times.length}`, medianText(times), step === undefined ? '' : ratioText(step)];
    }),
  };
}

/** Each to the one before it. */
function stepsOf(rounds: Rounds, seed: number): Estimate[] {
  return rounds.slice(1).map(([, times], index) => {
    const [, before = []] = rounds[index] ?? [];
    return ratioOfMedians(times, before, { seed, paired: times.length === before.length });
  });
}

function medianText(times: readonly number[]): string {
  return times.length === 0 ? '?' : formatNs(median(times));
}

function ratioText({ ratio, ci95 }: Estimate): string {
  const interval = ci95 === null ? '' : `, ${ci95.map(formatRatio).join(' to ')}`;
  return `${formatRatio(ratio)} ×${interval}`;
}
