import type { Sysroot } from '../../../machine/sysroot.ts';
import type { CheckSetting } from '../../../model/check/check.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import type { TypedOptions } from '../../options/table.ts';
import { resolveSetting } from '../../setting/resolve-setting.ts';

const BUDGET_MS = 20_000;
const TRIAL_MS = 1_500;
const QUICK_TRIAL_MS = 500;
/** Two trials of burners and the control, each with its start, and the daemon's fit into this many trials' time. */
const TRIALS_IN_BUDGET = 8;
const SHORTEST_TRIAL_MS = 300;
/** More forks than this take longer to start than a check may last. */
const MOST_WORKERS = 128;

/** How the checks' trials are to run: shorter where the budget is small. */
export function checkSetting(
  options: TypedOptions,
  machine: Machine,
  sysroot: Sysroot,
): CheckSetting & { readonly budgetMs: number } {
  const { cpus, workers, seed, quick } = resolveSetting(options, machine, sysroot);
  const budgetMs = options.budget ?? BUDGET_MS;
  const wanted = Math.min(quick ? QUICK_TRIAL_MS : TRIAL_MS, budgetMs / TRIALS_IN_BUDGET);
  return Object.freeze({
    cpus,
    workers: workers ?? Math.min(cpus.length, MOST_WORKERS),
    durationMs: Math.max(SHORTEST_TRIAL_MS, wanted),
    quick,
    seed,
    budgetMs,
  });
}
