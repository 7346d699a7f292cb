import type { Cause } from '../../../model/cause.ts';
import type { ComparedRun } from '../../../model/documents/compared-run.ts';
import type { ComparedEngine } from '../../../model/documents/comparison.ts';
import { isOneLoop } from '../../../model/engines/engine-names.ts';
import type { Caveat } from '../../../stats/engines/engine-reason.ts';
import type { EngineChoice } from '../../../stats/engines/recommend-engine.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { verdictOf } from '../../../stats/verdict.ts';
import type { SeriesRun } from '../candidate.ts';

const OUTSIDE: readonly Cause['kind'][] = ['neighbours', 'steal', 'pause', 'stopped'];

/** Whether a cause comes from outside: neighbours, the host, a pause. A quota or an affinity is the machine itself. */
export function isDisturbance({ kind }: Cause): boolean {
  return OUTSIDE.includes(kind);
}

/** Whether half of a candidate's runs, or more, were disturbed from outside. */
export function wasDisturbed(
  runs: readonly Pick<ComparedRun, 'label' | 'causes'>[],
  { label }: { readonly label: string },
): boolean {
  const own = runs.filter((run) => run.label === label);
  const disturbed = own.filter(({ causes }) => causes.some(isDisturbance));
  return own.length > 0 && disturbed.length >= own.length * THRESHOLDS.usualShare;
}

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
  return verdictOf({ wanted: workers, r, d, switchRate: null }) === 'STARVED';
}
