import { type SeriesSetting, settingOf } from '../../../run/series/request/setting.ts';
import type { TypedOptions } from '../../options/table.ts';
import type { Here } from '../../setting/here.ts';
import { resolveSetting } from '../../setting/resolve-setting.ts';

/** How a series is to run, checked against what this machine has. */
export function seriesSetting(
  options: TypedOptions,
  { machine, sysroot }: Pick<Here, 'machine' | 'sysroot'>,
): SeriesSetting {
  const { cpus, workers, pin, seed, quick } = resolveSetting(options, machine, sysroot);
  return settingOf({
    // Real programs are not pinned; `--cores` means these CPUs, so somebody has to hold the workers there.
    pin: pin ?? (options.cores === undefined ? 'none' : 'spread'),
    cpus,
    workers,
    seed,
    quick,
    runs: options.runs ?? null,
    budgetMs: options.budget ?? null,
  });
}
