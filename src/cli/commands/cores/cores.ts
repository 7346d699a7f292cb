import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import {
  cpusByRule,
  cpusReportedHere,
  judgeReportedCpus,
} from '../../../machine/reported-cpus/reported-cpus.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import { type CoresFacts, readCores } from '../../../machine/topology/read-cores.ts';
import type { CoresReport, Measured } from '../../../model/documents/cores-report.ts';
import type { ReportedCpus } from '../../../model/machine/reported-cpus.ts';
import type { RunningProcess } from '../../../model/machine/running-process.ts';
import { mayAnimate, stderrFacts } from '../../../report/screen/stream-facts.ts';
import { recommendations, recommendedWorkers } from '../../../stats/recommend.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { EXIT } from '../../exit-codes.ts';
import { chooseView } from '../../output/choose-view.ts';
import type { Asked, Command } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';

const MEASURED_MS = 1_000;

interface AskedCores extends Asked {
  readonly facts: CoresFacts;
  readonly isCaptured: boolean;
  /** The process that is read from outside; null for our own. */
  readonly other: RunningProcess | null;
}

interface FoundCores {
  readonly claims: readonly ReportedCpus[];
  readonly measured: Measured | null;
}

/** `concur cores`: what this machine has, what of it is ours, and who believes what. */
export const cores: Command<AskedCores, FoundCores, CoresReport> = {
  kind: 'cores',
  needs({ options: { sysroot, measure, pid } }) {
    if (sysroot !== undefined) return [];
    return measure === false || pid !== undefined ? ['fs.read'] : ['fs.read', 'child', 'worker'];
  },
  async ask({ options }) {
    const { env } = process;
    const sysroot = openSysroot(options.sysroot);
    const reader = { env, searchPath: env.PATH ?? '' };
    const { facts, other } =
      options.pid === undefined
        ? { facts: await readCores(sysroot, reader), other: null }
        : await (await import('./read-other.ts')).readOther(options.pid, sysroot, reader);
    return { ...facts, facts, options, isCaptured: sysroot.isCaptured, other };
  },
  async run({ facts, options, isCaptured, other }, stage) {
    if (isCaptured || other !== null) return { claims: cpusByRule(facts.ruleInputs), measured: null };
    if (options.measure === false) return { claims: cpusReportedHere(facts.ruleInputs), measured: null };
    return askAndMeasure(facts, stage);
  },
  body: ({ claims, measured }, { facts, options, other }) => ({
    ...bodyOf(facts, claims, measured),
    sysroot: options.sysroot ?? null,
    process: other,
  }),
  exit: (_, ended) => ended ?? { code: EXIT.ok, reason: 'reported' },
  /** A second of work is worth a bar on a terminal, and no lines in a log. */
  view(options, output) {
    const progress = options.progress !== false && mayAnimate(stderrFacts(), process.env);
    return chooseView({ ...options, progress }, output);
  },
};

/** Runs the programs and the burners one after the other: asking takes CPU time, too. */
async function askAndMeasure({ machine, ruleInputs }: CoresFacts, stage: Stage): Promise<FoundCores> {
  const [{ askPrograms }, { measure }] = await Promise.all([
    import('../../../machine/reported-cpus/ask-programs.ts'),
    import('../../../run/measure.ts'),
  ]);
  const claims = cpusReportedHere(ruleInputs, await askPrograms(ruleInputs, process.env));
  const context = await stage.runContext({ machine, cpus: machine.allowedCpus, seed: 1 });
  return { claims, measured: await measure(context, MEASURED_MS) };
}

/** What follows from what was read, claimed and measured. Pure. */
function bodyOf(facts: CoresFacts, claims: readonly ReportedCpus[], measured: Measured | null) {
  const { topology, limits, effectiveCpus, share, memory, pressure, virt } = facts;
  const evidence = limits.hidden.map((each) => each.evidence);
  const hidden =
    evidence.length === 0 || effectiveCpus === null ? null : { atMostCpus: effectiveCpus, evidence };
  // Where the limits can't be read in full, measuring has the last word.
  const found = measured?.hiddenLimit === true ? measured.r : null;
  const truth = found === null || effectiveCpus === null ? effectiveCpus : Math.min(effectiveCpus, found);
  const workers =
    effectiveCpus === null ? null : recommendedWorkers(effectiveCpus, found, facts.machine.unpinnedCpus);
  return {
    ...topology,
    limits: limits.list,
    quotaCpus: limits.quotaCpus,
    effectiveCpus,
    share,
    memory,
    pressure,
    virt,
    perWorker: null,
    claims: judgeReportedCpus(claims, truth),
    hidden,
    unpinnedCpus: facts.machine.unpinnedCpus,
    measured,
    thresholds: THRESHOLDS,
    recommendedWorkers: workers,
    recommendations: workers === null ? [] : recommendations(workers, hidden !== null),
  };
}

/** The machine to read: the one that was captured in a folder, or this one. @throws ConcurError (USAGE) */
export function openSysroot(folder: string | undefined): Sysroot {
  if (folder === undefined) return new Sysroot();
  const root = resolve(folder);
  const found = existsSync(root) ? statSync(root) : undefined;
  if (found?.isDirectory() !== true) {
    throw usageError(
      `--sysroot ${folder} is ${found === undefined ? 'missing' : 'not a folder'}`,
      'Name the folder of a captured machine: it contains proc and sys.',
    );
  }
  const sysroot = new Sysroot(root === '/' ? '/.' : root);
  if (!sysroot.has('/sys') && !sysroot.has('/proc')) {
    throw usageError(
      `--sysroot ${folder} is not a captured machine: it contains neither sys nor proc`,
      'Name the folder that directly contains proc and sys.',
    );
  }
  return sysroot;
}
