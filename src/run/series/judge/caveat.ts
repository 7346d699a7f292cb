import type { ComparedEngine } from '../../../model/documents/comparison.ts';
import { isOneLoop } from '../../../model/engines/engine-names.ts';
import type { Caveat } from '../../../stats/engines/engine-reason.ts';
import type { EngineChoice } from '../../../stats/engines/recommend-engine.ts';
import { verdictOf } from '../../../stats/verdict.ts';
import type { SeriesRun } from '../series-run.ts';
import { wasDisturbed } from './disturbance.ts';

/**
 * A recommendation of one loop, from a machine whose neighbours took the cores that others wanted, is evidence of the
 * neighbours rather than of the work. Null where nothing is to be said against it.
 */
export function caveatOf(
  { engine }: EngineChoice,
  results: readonly ComparedEngine[],
  runs: readonly SeriesRun[],
): Caveat | null {
  if (engine === null || !isOneLoop(engine)) return null;
  const starved = results.find((result) => wasStarved(result) && wasDisturbed(runs, result));
  if (starved === undefined) return null;
  const { label, r, d } = starved;
  return { label, r: r ?? 0, d: d ?? 0 };
}

function wasStarved({ engine, workers, r, d }: ComparedEngine): boolean {
  if (isOneLoop(engine) || workers < 2 || r === null || d === null) return false;
  return verdictOf({ wanted: workers, alive: workers, r, d, switchRate: null }) === 'STARVED';
}
