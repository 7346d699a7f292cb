import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { listOf } from '../../../base/units.ts';
import { CHECKS } from '../../../checks/index.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import type { Check, CheckSetting, Demands } from '../../../model/check/check.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import type { MachineRequirement } from '../../../model/requirement.ts';
import type { TypedOptions } from '../../options/table.ts';
import { resolveSetting } from '../../setting/resolve-setting.ts';

const DEFAULT_MAX_CLAIMED_RATIO = 1.25;

/** Checks that had another name, by that name: scripts that use it still work. */
const FORMER_IDS: ReadonlyMap<string, string> = new Map([['left-behind', 'leaked-workers']]);

/** The checks that were asked for, in their own order; a list has those of `--all`, too. @throws ConcurError (USAGE) */
export function chooseChecks(options: TypedOptions): readonly Check[] {
  const only = options.only?.map(currentId);
  const skip = options.skip?.map(currentId) ?? [];
  const { require = [], all = false, list = false } = options;
  const ids = CHECKS.map(({ id }) => id);
  for (const [flag, names] of [
    ['--only', only ?? []],
    ['--skip', skip],
  ] as const) {
    const unknown = names.find((name) => !ids.includes(name));
    if (unknown !== undefined) {
      const meant = closest(unknown, ids);
      throw usageError(
        `${flag} ${unknown}: there is no such check`,
        meant === null ? `There are ${listOf(ids)}.` : `Did you mean ${flag} ${meant}?`,
      );
    }
  }
  const chosen = CHECKS.filter(({ id, isExtra = false }) => {
    const isAsked = only === undefined ? all || list || !isExtra : only.includes(id);
    return isAsked && !skip.includes(id);
  });
  if (chosen.length === 0)
    throw usageError('no check is left to run', 'Skip fewer checks (--skip), or select more (--only).');
  const unheard = require.find(({ figure }) => !chosen.some(({ id }) => id === figure));
  if (unheard !== undefined) {
    throw usageError(
      `--require ${unheard.figure}>=${unheard.atLeast} needs the check “${unheard.figure}”, which does not run`,
      'Run that check too, or remove the requirement.',
    );
  }
  return chosen;
}

function currentId(name: string): string {
  return FORMER_IDS.get(name) ?? name;
}

/** What the machine has to offer: of several demands of the same figure the highest counts. */
export function demandsOf({ require = [], maxClaimedRatio }: TypedOptions): Demands {
  const highest = (figure: MachineRequirement['figure']) => {
    const asked = require.filter((one) => one.figure === figure).map(({ atLeast }) => atLeast);
    return asked.length === 0 ? null : Math.max(...asked);
  };
  return {
    cpus: highest('cpus'),
    parallelism: highest('parallelism'),
    maxClaimedRatio: maxClaimedRatio ?? DEFAULT_MAX_CLAIMED_RATIO,
  };
}

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
