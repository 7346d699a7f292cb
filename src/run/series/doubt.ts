import { formatRatio } from '../../base/units.ts';
import type { ComparedEngine, EngineRecommendation } from '../../model/comparison.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { wasDisturbed } from './disturbance.ts';
import type { SeriesRun } from './series-run.ts';

/**
 * A recommendation of one loop, from a machine whose neighbours took the cores that others wanted, says more of the
 * neighbours than of the work: then it says so.
 */
export function withDoubt(
  recommendation: EngineRecommendation,
  results: readonly ComparedEngine[],
  runs: readonly SeriesRun[],
): EngineRecommendation {
  if (recommendation.engine !== 'loop') return recommendation;
  const starved = results.find((result) => wasStarved(result) && wasDisturbed(runs, result));
  if (starved === undefined) return recommendation;
  const { label, r, d } = starved;
  const wanted = formatRatio((r ?? 0) + (d ?? 0));
  const doubt = `but ${label} wanted ${wanted} cores and got ${formatRatio(r)}, because others used them: a quieter machine may say otherwise`;
  return { ...recommendation, because: `${recommendation.because}; ${doubt}` };
}

function wasStarved({ engine, workers, r, d }: ComparedEngine): boolean {
  if (engine === 'loop' || workers < 2 || r === null || d === null) return false;
  const enough = THRESHOLDS.parallelShare * workers;
  return r < enough && r + d >= enough;
}
