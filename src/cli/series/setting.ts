import { usageError } from '../../base/errors.ts';
import { countOf } from '../../base/units.ts';
import type { Layout, UnitWork } from '../../run/series/contestant.ts';
import { rulesFor, type SeriesRules, warmUpMs } from '../../run/series/rules.ts';
import type { Here } from '../here.ts';
import { resolveSetting } from '../resolve-options.ts';
import type { TypedOptions } from '../typed-options.ts';

const BUDGET_MS = 60_000;

/** How a series runs, whatever is compared in it. */
export interface SeriesSetting {
  readonly layout: Layout;
  readonly seed: number;
  readonly budgetMs: number;
  readonly workers: number | null;
  rules(nowNs: number): SeriesRules;
}

/** Checked against what this machine has. Frozen. */
export function seriesSetting(
  options: TypedOptions,
  { machine, sysroot }: Pick<Here, 'machine' | 'sysroot'>,
): SeriesSetting {
  const { cpus, workers, pin, seed, quick } = resolveSetting(options, machine, sysroot);
  const budgetMs = options.budget ?? BUDGET_MS;
  return Object.freeze({
    // Real programs are not pinned; `--cores` means these CPUs, so somebody has to hold the workers there.
    layout: {
      cpus,
      pin: pin ?? (options.cores === undefined ? 'none' : 'spread'),
      warmUpMs: warmUpMs(quick),
    },
    seed,
    budgetMs,
    workers,
    rules: (nowNs: number) =>
      rulesFor({ runs: options.runs ?? null, quick, deadlineNs: nowNs + budgetMs * 1e6 }),
  });
}

/** @throws ConcurError (USAGE) where some workers would have nothing to do */
export function checkEnoughUnits(work: UnitWork, workers: number): void {
  if (work.about.units >= workers) return;
  throw usageError(
    `${countOf(work.about.units, 'unit')} ${work.about.units === 1 ? 'is' : 'are'} too few for ${countOf(workers, 'worker')}`,
    `Try --units ${workers * 10}, or -w ${work.about.units}.`,
  );
}
