import type { ComparisonOutcome } from '../../model/documents/comparison.ts';
import type { Estimate } from '../../model/stat.ts';
import { THRESHOLDS } from '../thresholds.ts';

/**
 * What a candidate is against its baseline, from baseline time ÷ candidate time: above 1, the candidate is faster.
 *
 * A difference must be both certain (the whole 95 % interval on one side of 1) and worth having (the ratio beyond the
 * margin, a share such as 0.05). `same` is a claim too, and needs the whole interval within 1/(1 + margin) to
 * 1 + margin: two one-sided tests for equivalence (Schuirmann 1987; here with the wider 95 % interval). A difference
 * that merely wasn't shown is `inconclusive`.
 * @param runs of each; fewer than eight must show more
 */
export function outcomeOf(
  { ratio, ci95 }: Estimate,
  margin: number,
  runs = Number.POSITIVE_INFINITY,
): ComparisonOutcome {
  if (ratio === null || ci95 === null) return 'inconclusive';
  const [low, high] = ci95;
  const most = 1 + margin;
  const least = 1 / most;
  if (low >= least && high <= most) return 'same';
  // Few runs make an interval too narrow now and then: all of it then has to lie beyond the margin.
  const isFew = runs < THRESHOLDS.enoughRuns;
  if (low > (isFew ? most : 1) && ratio > most) return 'faster';
  if (high < (isFew ? least : 1) && ratio < least) return 'slower';
  return 'inconclusive';
}
