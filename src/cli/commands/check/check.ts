import { availableParallelism } from 'node:os';
import { formatNs } from '../../../base/units.ts';
import { planTrial } from '../../../checks/trials.ts';
import type { Check, CheckSetting } from '../../../model/check/check.ts';
import type { CheckReport, CheckResult } from '../../../model/documents/check.ts';
import type { Exit } from '../../../model/documents/report.ts';
import { checkDocument } from '../../../report/document/check.ts';
import { checkInWords, listedCheck } from '../../../report/words/check.ts';
import { type CheckedMachine, runChecks } from '../../../run/check-session.ts';
import { outcomeOfChecks } from '../../../stats/outcome-of-checks.ts';
import { recommendedWorkers } from '../../../stats/recommend.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import type { InconclusiveMode } from '../../options/parse/values.ts';
import { outcomeExit } from '../../outcome-exit.ts';
import { reportToGithub } from '../../output/github.ts';
import type { Asked, Command } from '../../program/command.ts';
import { readHere } from '../../setting/here.ts';
import { checkSetting, chooseChecks, demandsOf } from './ask.ts';

interface AskedCheck extends Asked {
  readonly checks: readonly Check[];
  readonly setting: CheckSetting & { readonly budgetMs: number };
}

/** What was checked, its results in words. */
type CheckedInWords = Omit<CheckedMachine, 'results'> & { readonly results: readonly CheckResult[] };

/** `concur check`: does this machine do what it claims? */
export const check: Command<AskedCheck, CheckedInWords, CheckReport> = {
  kind: 'check',
  needs({ options }) {
    const runsTrials = chooseChecks(options).some(({ trial, fallbackTrial }) => trial ?? fallbackTrial);
    return runsTrials ? ['fs.read', 'fs.write', 'child', 'worker', 'net'] : ['fs.read'];
  },
  async ask({ options }) {
    const checks = chooseChecks(options);
    const { sysroot, machine, warnings } = await readHere();
    return { machine, warnings, options, checks, setting: checkSetting(options, machine, sysroot) };
  },
  /** The checks by name: nothing was run, so nothing is known. */
  dry: ({ checks }) => ({ results: checks.map(listedCheck), best: null, hiddenLimit: false }),
  async run({ machine, options, checks, setting }, stage) {
    const { cpus, seed, budgetMs } = setting;
    const budget = new AbortController();
    const reason = `the budget of ${formatNs(budgetMs * 1e6)} is used up`;
    const timer = setTimeout(() => budget.abort(reason), budgetMs);
    const signal = AbortSignal.any([stage.signal, budget.signal]);
    const context = { ...(await stage.runContext({ machine, cpus, seed })), signal };
    const deadlineNs = context.clock.nowNs() + budgetMs * 1e6;
    const claimedCpus = availableParallelism();
    try {
      const demands = demandsOf(options);
      const checked = await runChecks({
        checks,
        demands,
        setting,
        planTrial,
        claimedCpus,
        context,
        deadlineNs,
      });
      return { ...checked, results: checked.results.map(checkInWords) };
    } finally {
      clearTimeout(timer);
    }
  },
  body({ results, best, hiddenLimit }, { machine }) {
    const parallelism = best?.r ?? null;
    return {
      thresholds: THRESHOLDS,
      outcome: outcomeOfChecks(results),
      checks: results,
      recommendedWorkers: recommendedWorkers(
        machine.effectiveCpus,
        hiddenLimit ? parallelism : null,
        machine.unpinnedCpus,
      ),
      parallelism,
    };
  },
  exit: ({ checks }, ended, { options }) => checkExit(checks, ended, options.inconclusive),
  announce: (report, output, onStdout) =>
    reportToGithub(checkDocument(report), output, process.env, {
      format: onStdout,
      isOurs: true,
    }),
};

/**
 * What the checks mean to a script.
 * @param ended how the run was ended early, or null
 * @param mode what an inconclusive end counts as
 */
export function checkExit(
  checks: readonly CheckResult[],
  ended: Exit | null,
  mode: InconclusiveMode = 'pass',
): Exit {
  return ended ?? outcomeExit(checks, mode, 'every check passes');
}
