import type { Call } from '../model/comparison.ts';
import type { Estimate } from '../model/stat.ts';

/**
 * What a candidate is against its baseline, from baseline time ÷ candidate time: above 1, the candidate is faster.
 *
 * A difference must be both certain (the whole 95 % interval on one side of 1) and worth having (the ratio beyond the
 * margin, a share such as 0.05). `same` is a claim too, and needs the whole interval within 1/(1 + margin) to
 * 1 + margin: two one-sided tests for equivalence (Schuirmann 1987; here with the wider 95 % interval). A difference
 * that merely wasn't shown is `inconclusive`.
 */
export function callOf({ ratio, ci95 }: Estimate, margin: number): Call {
  if (ratio === null || ci95 === null) return 'inconclusive';
  const [low, high] = ci95;
  const most = 1 + margin;
  const least = 1 / most;
  if (low >= least && high <= most) return 'same';
  if (low > 1 && ratio > most) return 'faster';
  if (high < 1 && ratio < least) return 'slower';
  return 'inconclusive';
}
