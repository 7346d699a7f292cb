import { ConcurError } from '../../../base/errors/errors.ts';
import { countOf } from '../../../base/units.ts';
import { recommendedWorkers } from '../../../stats/recommend.ts';
import type { UnitWork } from '../candidate.ts';
import type { SeriesSetting } from './setting.ts';

/**
 * As many as were asked for; else one for each whole CPU that we may use, but none without a unit.
 * @throws ConcurError (USAGE) where some of those that were asked for would have nothing to do
 */
export function chooseWorkers(
  { workers, layout }: Pick<SeriesSetting, 'workers' | 'layout'>,
  work: UnitWork,
  effectiveCpus: number,
): number {
  if (workers !== null) {
    checkEnoughUnits(work, workers);
    return workers;
  }
  const usable = recommendedWorkers(Math.min(effectiveCpus, layout.cpus.length), null) ?? 1;
  return Math.min(usable, work.about.units);
}

/** @throws ConcurError (USAGE) where some workers would have nothing to do */
export function checkEnoughUnits({ about: { units } }: UnitWork, workers: number): void {
  if (units >= workers) return;
  throw new ConcurError(
    'USAGE',
    `${countOf(units, 'unit')} ${units === 1 ? 'is' : 'are'} too few for ${countOf(workers, 'worker')}`,
    { facts: { kind: 'too-few-units', units, workers } },
  );
}
