import type { CompareReport, Regression } from '../../../model/documents/comparison.ts';
import { hasOwnTime } from '../../../stats/engines/rank.ts';
import { UNKNOWN_RATIO } from '../../../stats/samples/bootstrap.ts';
import { ratioByRound } from './ratio-by-round.ts';
import { cpuProof, isUndisturbed, regressionOutcome } from './regression-outcome.ts';

/** Each version against the first, which ran beside it: round by round, so that what the machine did meets both alike. */
export function judgeVersions(
  { results, runs }: Pick<CompareReport, 'results' | 'runs'>,
  { limit, seed }: { readonly limit: number; readonly seed: number },
): Regression[] {
  const [first, ...others] = results;
  if (first === undefined) return [];
  const runsOf = (label: string) => runs.filter((run) => run.label === label);
  return others.map((version) => {
    const pair = [runsOf(version.label), runsOf(first.label)] as const;
    const isKnown = hasOwnTime(version) && hasOwnTime(first);
    const work = isKnown ? ratioByRound(...pair, ({ workNs }) => workNs, seed) : UNKNOWN_RATIO;
    const isSure = isUndisturbed(runs, first) && isUndisturbed(runs, version);
    const cpu = isSure
      ? null
      : cpuProof(version, first, () => ratioByRound(...pair, ({ cpuNs }) => cpuNs, seed));
    const outcome = regressionOutcome(work, limit, cpu);
    return { engine: version.label, against: first.label, ...work, limit, outcome };
  });
}
