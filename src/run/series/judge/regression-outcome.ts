import type { ComparedRun } from '../../../model/documents/compared-run.ts';
import type { ComparedEngine, Regression } from '../../../model/documents/comparison.ts';
import type { Estimate } from '../../../model/stat.ts';
import { UNKNOWN_RATIO } from '../../../stats/samples/bootstrap.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { wasDisturbed } from './disturbance.ts';

/**
 * Only an interval that lies wholly above 1 makes a regression real; and where neighbours may have had a hand in it, only if
 * the CPU time, which they don't change, says so too.
 * @param cpu the ratio of CPU times; null where there were no neighbours
 */
export function regressionOutcome(
  work: Estimate,
  limit: number,
  cpu: Estimate | null,
): Regression['outcome'] {
  const outcome = outcomeOf(work, limit);
  const isProved = cpu === null || outcomeOf(cpu, limit) === 'fail';
  return outcome === 'fail' && !isProved ? 'inconclusive' : outcome;
}

/** The ratio of two CPU times; unknown where the kernel charged too little: that of commands comes in its ticks of 10 ms. */
export function cpuProof(now: Charged, then: Charged, ratio: () => Estimate): Estimate {
  const isCoarse = [now, then].some(
    ({ engine, cpuNs }) => engine === 'command' && (cpuNs ?? 0) < THRESHOLDS.shortestChargeNs,
  );
  return isCoarse ? UNKNOWN_RATIO : ratio();
}

type Charged = Pick<ComparedEngine, 'engine' | 'cpuNs'>;

/** Known not to have been disturbed: of short runs that can't be known. */
export function isUndisturbed(runs: readonly ComparedRun[], result: ComparedEngine): boolean {
  return (result.workNs.median ?? 0) >= THRESHOLDS.shortestWatchNs && !wasDisturbed(runs, result);
}

function outcomeOf({ ratio, ci95 }: Estimate, limit: number): Regression['outcome'] {
  if (ratio === null || ci95 === null) return 'inconclusive';
  if (ratio > 1 + limit) return ci95[0] > 1 ? 'fail' : 'inconclusive';
  return ci95[1] <= 1 + limit || ratio <= 1 ? 'pass' : 'inconclusive';
}
