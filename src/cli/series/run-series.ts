import { ConcurError } from '../../base/errors.ts';
import { countOf } from '../../base/units.ts';
import type { Exit } from '../../model/report.ts';
import type { Warning } from '../../model/warning.ts';
import type { Lab } from '../../run/lab.ts';
import type { UnitWork } from '../../run/series/contestant.ts';
import type { SeriesRules } from '../../run/series/rules.ts';
import type { SeriesSetting } from '../../run/series/setting.ts';
import type { Asked } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Stage } from '../stage.ts';

/** What is asked of a series, whatever is compared in it. */
export interface AskedSeries extends Asked {
  readonly work: UnitWork;
  readonly setting: SeriesSetting;
}

/** Runs a series on the real machine. @throws ConcurError (TIMED_OUT) where it was over before its first run */
export async function runSeries<Found extends { readonly runs: readonly unknown[] }>(
  { machine, setting, work }: AskedSeries,
  stage: Stage,
  run: (lab: Lab, rules: SeriesRules) => Promise<Found>,
): Promise<Found> {
  const lab = await stage.lab({ machine, cpus: setting.layout.cpus, seed: setting.seed });
  const found = await run(lab, setting.rules(lab.clock.nowNs()));
  checkTimeout(stage.ended(), found.runs, work);
  return found;
}

/** A run that `--timeout` ended before the first figures: the user's code is the likely reason, so it is named. */
export function checkTimeout(
  ended: Exit | null,
  runs: readonly unknown[],
  { place, about }: Pick<UnitWork, 'place' | 'about'>,
): void {
  if (ended?.code !== EXIT.timedOut || runs.length > 0) return;
  throw new ConcurError('TIMED_OUT', `${ended.reason} before ${place ?? about.name} had come back once`, {
    hint: 'Does it ever end? Give it longer (--timeout), or fewer units (--units).',
  });
}

/** What would run, in words: nothing is known yet. @param who those that take part, @param where the workers, if said */
export function dryWarning({ setting, work }: AskedSeries, who: string, where = ''): Warning {
  const runs = countOf(setting.rules(0).enoughRuns, 'run');
  const message = `this would run ${who} in turns, up to ${runs} each: ${work.about.units} units of ${work.about.name}${where}`;
  return { code: 'DRY_RUN', message, hint: null };
}
