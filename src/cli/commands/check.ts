import { availableParallelism } from 'node:os';
import { formatNs } from '../../base/units.ts';
import { planTrial } from '../../checks/trials.ts';
import { readMachineAndWarnings } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { Check, CheckReport, CheckResult, CheckSetting } from '../../model/check.ts';
import type { Machine } from '../../model/machine.ts';
import type { Exit } from '../../model/report.ts';
import { type CheckedMachine, runChecks } from '../../run/check-session.ts';
import { makeLab } from '../../run/lab.ts';
import { recommendedWorkers } from '../../stats/recommend.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { checkExit, outcomeOfChecks } from '../check-exit.ts';
import { checkSetting } from '../check-setting.ts';
import { childEnvironment } from '../child-environment.ts';
import { chooseChecks, demandsOf } from '../choose-checks.ts';
import { chooseView } from '../choose-view.ts';
import { deliverCheck, isCheckListing } from '../deliver-check.ts';
import { documentHead } from '../documents.ts';
import { EXIT } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { stdoutPage } from '../page.ts';
import { exitAfter, Interruption } from '../signals.ts';
import { checkTargets } from '../targets.ts';
import type { TypedOptions } from '../typed-options.ts';

const CHECK_FORMATS = ['json', 'md', 'text', 'junit', 'tap', 'github', 'html'] as const;

/** `concur check`: choose, run what gives the evidence, judge, report. @returns the exit code */
export async function check(options: TypedOptions, output: Output): Promise<number> {
  const startedAt = new Date();
  const onStdout = checkTargets(options, CHECK_FORMATS);
  const checks = chooseChecks(options);
  const sysroot = new Sysroot();
  const { machine, warnings } = await readMachineAndWarnings(sysroot, process.env.PATH);
  const setting = checkSetting(options, machine, sysroot);
  const interruption = new Interruption();
  const isListing = isCheckListing(options);
  const found = isListing
    ? listed(checks)
    : await carryOut(checks, { machine, setting, options, interruption: interruption.listen(), output });
  const exit: Exit = isListing
    ? { code: EXIT.ok, reason: 'listed' }
    : checkExit(found.results, interruption.exit, options.inconclusive);
  const head = documentHead('concur/check@1', {
    startedAt,
    machine,
    options: { ...options },
    warnings,
    exit,
  });
  const report = { ...head, ...bodyOf(found, machine) };
  await deliverCheck(report, await stdoutPage(options.color), options, output, onStdout);
  const signal = interruption.by();
  return signal === null ? exit.code : exitAfter(signal);
}

interface Surroundings {
  readonly machine: Machine;
  readonly setting: CheckSetting & { readonly budgetMs: number };
  readonly options: TypedOptions;
  readonly interruption: Interruption;
  readonly output: Output;
}

async function carryOut(checks: readonly Check[], surroundings: Surroundings): Promise<CheckedMachine> {
  const { machine, setting, options, interruption, output } = surroundings;
  const view = chooseView(options, output);
  const cancelTimeout = interruption.stopAfter(options.timeout);
  const budget = new AbortController();
  const reason = `the budget of ${formatNs(setting.budgetMs * 1e6)} was over`;
  const timer = setTimeout(() => budget.abort(reason), setting.budgetMs);
  const lab = makeLab({
    machine,
    cpus: setting.cpus,
    seed: setting.seed,
    emit: (event) => view.take(event),
    signal: AbortSignal.any([interruption.signal, budget.signal]),
    env: childEnvironment(process.env),
  });
  try {
    const deadlineNs = lab.clock.nowNs() + setting.budgetMs * 1e6;
    const claimedCpus = availableParallelism();
    const demands = demandsOf(options);
    return await runChecks({ checks, demands, setting, planTrial, claimedCpus, lab, deadlineNs });
  } finally {
    clearTimeout(timer);
    cancelTimeout();
    view.close();
  }
}

/** The checks by name: nothing was run, so nothing is known. */
function listed(checks: readonly Check[]): CheckedMachine {
  const results = checks.map(({ id, title }): CheckResult => {
    const because = 'it was listed, not run';
    return {
      id,
      title,
      outcome: 'inconclusive',
      expected: title,
      observed: 'nothing was run',
      because,
      causes: [],
      seconds: null,
    };
  });
  return { results, best: null, hiddenLimit: false };
}

/** What follows from the checks. Pure. */
function bodyOf({ results, best, hiddenLimit }: CheckedMachine, machine: Machine) {
  const parallelism = best?.r ?? null;
  return {
    thresholds: THRESHOLDS,
    outcome: outcomeOfChecks(results),
    checks: results,
    recommendedWorkers: recommendedWorkers(machine.effectiveCpus, hiddenLimit ? parallelism : null),
    parallelism,
  } satisfies Partial<CheckReport>;
}
