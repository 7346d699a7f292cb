import type { PinMode } from '../../../model/trial/plan.ts';
import type { Layout } from '../candidate.ts';
import { rulesFor, type SeriesRules, warmUpMs } from '../rules.ts';
import { SERIES_DEFAULTS } from './defaults.ts';

/** What was asked of a series; null for what wasn't. */
export interface AskedSetting {
  readonly cpus: readonly number[];
  readonly pin: PinMode;
  readonly workers: number | null;
  readonly seed: number;
  readonly runs: number | null;
  readonly quick: boolean;
  readonly budgetMs: number | null;
}

/** How a series runs, whatever is compared in it. */
export interface SeriesSetting {
  readonly layout: Layout;
  readonly seed: number;
  readonly budgetMs: number;
  readonly workers: number | null;
  rules(nowNs: number): SeriesRules;
}

/** Frozen. */
export function settingOf({ cpus, pin, workers, seed, runs, quick, ...asked }: AskedSetting): SeriesSetting {
  const budgetMs = asked.budgetMs ?? SERIES_DEFAULTS.budgetMs;
  return Object.freeze({
    layout: { cpus, pin, warmUpMs: warmUpMs(quick) },
    seed,
    budgetMs,
    workers,
    rules: (nowNs: number) => rulesFor({ runs, quick, deadlineNs: nowNs + budgetMs * 1e6 }),
  });
}
