import { usageError } from '../base/errors.ts';
import { countOf } from '../base/units.ts';
import type { Sysroot } from '../machine/sysroot.ts';
import type { Machine } from '../model/machine.ts';
import type { Layout, UnitWork } from '../run/series/contestant.ts';
import type { SeriesRules } from '../run/series/rules.ts';
import type { TypedOptions } from './options-table.ts';
import { resolveSetting } from './resolve-options.ts';

const BUDGET_MS = 60_000;
const RUNS = 10;
const QUICK_RUNS = 5;
const ENOUGH_NS = 3e9;
/** Below this a bootstrap says nothing (stats/bootstrap). */
const FEWEST_RUNS = 5;
const WARM_UP_MS = 100;
const QUICK_WARM_UP_MS = 30;

/** How a series runs, whatever is compared in it. */
export interface SeriesSetting {
  readonly layout: Layout;
  readonly seed: number;
  readonly budgetMs: number;
  readonly workers: number | null;
  rules(nowNs: number): SeriesRules;
}

/** Checked against what this machine has. Frozen. */
export function seriesSetting(options: TypedOptions, machine: Machine, sysroot: Sysroot): SeriesSetting {
  const { cpus, workers, pin, seed, quick } = resolveSetting(options, machine, sysroot);
  const budgetMs = options.budget ?? BUDGET_MS;
  const enoughRuns = options.runs ?? (quick ? QUICK_RUNS : RUNS);
  return Object.freeze({
    // Real programs are not pinned; `--cores` means these CPUs, so somebody has to hold the workers there.
    layout: {
      cpus,
      pin: pin ?? (options.cores === undefined ? 'none' : 'spread'),
      warmUpMs: quick ? QUICK_WARM_UP_MS : WARM_UP_MS,
    },
    seed,
    budgetMs,
    workers,
    rules: (nowNs: number) => ({
      enoughRuns,
      // Whoever asks for a number of runs gets it.
      enoughNs: options.runs === undefined ? ENOUGH_NS : Number.POSITIVE_INFINITY,
      fewestRuns: Math.min(enoughRuns, FEWEST_RUNS),
      deadlineNs: nowNs + budgetMs * 1e6,
    }),
  });
}

/** @throws ConcurError (USAGE) where some workers would have nothing to do */
export function checkEnoughUnits(work: UnitWork, workers: number): void {
  if (work.about.units >= workers) return;
  throw usageError(
    `${countOf(work.about.units, 'unit')} are too few for ${countOf(workers, 'worker')}`,
    `Try --units ${workers * 10}, or -w ${work.about.units}.`,
  );
}
