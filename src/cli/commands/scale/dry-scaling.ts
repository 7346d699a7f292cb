import type { SeriesPlan } from '../../../model/documents/comparison.ts';
import { type Entry, ranBy, subjectOf } from '../../../run/series/candidate.ts';
import type { SeriesSetting } from '../../../run/series/request/setting.ts';
import type { Scaled } from '../../../run/series/scale.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { planOf } from '../series/run-series.ts';

/** What would be scaled, with which setting. */
interface PlannedScaling extends Pick<Entry, 'engine' | 'python' | 'work'> {
  readonly setting: SeriesSetting;
  readonly candidates: readonly Entry[];
}

/** What a dry run finds: what would run. */
export function dryScaling({
  work,
  setting,
  candidates,
  ...runner
}: PlannedScaling): Scaled & { readonly planned: SeriesPlan } {
  return {
    workload: work.about,
    engine: ranBy(runner),
    subject: subjectOf(runner, work),
    seed: setting.seed,
    planned: planOf({ setting }, candidates),
    points: [],
    fit: null,
    fits: [],
    knee: null,
    recommendedWorkers: null,
    reason: { kind: 'nothing-run' },
    predicted: [],
    thresholds: THRESHOLDS,
    runs: [],
    programs: new Map(),
    warnings: [],
  };
}
