import type { Sysroot } from '../../../machine/sysroot.ts';
import type { UnitWork } from '../../../run/series/candidate.ts';
import { checkEnoughUnits } from '../../../run/series/request/choose-workers.ts';
import type { TypedOptions } from '../../options/table.ts';
import { checkWorkers } from '../../setting/resolve-setting.ts';

/**
 * The numbers of workers that were asked for, or the usual ones; ascending.
 * @throws ConcurError (USAGE) where they are more than the machine bears, or some would have nothing to do
 */
export function chooseCounts(
  { workerCounts }: TypedOptions,
  work: UnitWork,
  sysroot: Sysroot,
  usual: () => readonly number[],
): readonly number[] {
  const counts = workerCounts ?? usual();
  const most = counts.at(-1) ?? 1;
  checkWorkers(most, sysroot);
  checkEnoughUnits(work, most);
  return counts;
}
