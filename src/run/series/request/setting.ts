import type { PinMode } from '../../../model/trial/plan.ts';
import type { Layout } from '../candidate.ts';
import { rulesFor, type SeriesRules, warmUpMs } from '../rules.ts';

/** What a series does where nobody asks for something else: of the command line and of the library alike. */
export const SERIES_DEFAULTS = {
  workload: 'compute',
  /** Units of a function without inputs. */
  calls: 1_000,
  /** No new round begins after this, in ms. */
  budgetMs: 60_000,
  /** A unit of a function’s that is silent for this long counts as hung, in ms. */
  unitTimeoutMs: 10_000,
  /** Two are the same when their ratio is within 1/(1 + margin) to 1 + margin. */
  margin: 0.05,
  /** How much slower than the baseline fails. */
  maxRegress: 0.1,
} as const;

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
