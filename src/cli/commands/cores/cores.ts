import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import {
  cpusByRule,
  cpusReportedHere,
  judgeReportedCpus,
} from '../../../machine/reported-cpus/reported-cpus.ts';
import { Snapshot } from '../../../machine/snapshot.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import { type CoresFacts, readCores } from '../../../machine/topology/read-cores.ts';
import type { CoresReport, Measured } from '../../../model/documents/cores-report.ts';
import type { ReportedCpus } from '../../../model/machine/reported-cpus.ts';
import type { Virt } from '../../../model/machine/virt.ts';
import { mayAnimate, stderrFacts } from '../../../report/screen/stream-facts.ts';
import { recommendations, recommendedWorkers } from '../../../stats/recommend.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { EXIT } from '../../exit-codes.ts';
import type { TypedOptions } from '../../options/table.ts';
import { chooseView } from '../../output/choose-view.ts';
import type { Asked, Command } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';
import { askClaims, refuseRun } from './ask-claims.ts';

const MEASURED_MS = 1_000;

interface AskedCores extends Asked {
  readonly facts: CoresFacts;
  readonly isCaptured: boolean;
}

interface FoundCores {
  readonly claims: readonly ReportedCpus[];
  readonly measured: Measured | null;
  readonly virt: Virt | null;
}

/** `concur cores`: what this machine has, what of it is ours, and who believes what. */
export const cores: Command<AskedCores, FoundCores, CoresReport> = {
  kind: 'cores',
  needs({ options: { sysroot, measure } }) {
    if (sysroot !== undefined) return [];
    return measure === false ? ['fs.read'] : ['fs.read', 'child', 'worker'];
  },
  async ask({ options }) {
    refuseRun(options);
    const { env } = process;
    const sysroot = openSysroot(options.sysroot);
    const facts = await readCores(sysroot, { env, searchPath: env.PATH ?? '' });
    return { ...facts, facts, options, isCaptured: sysroot.isCaptured };
  },
  async run({ facts, options, isCaptured }, stage) {
    if (isCaptured) return { claims: cpusByRule(facts.ruleInputs), measured: null, virt: facts.virt };
    if (options.measure === false)
      return { claims: cpusReportedHere(facts.ruleInputs), measured: null, virt: facts.virt };
    return askAndMeasure(facts, options, stage);
  },
  body: ({ claims, measured, virt }, { facts, options }) => ({
    ...bodyOf(facts, claims, measured),
    virt,
    sysroot: options.sysroot ?? null,
  }),
  exit: (_, ended) => ended ?? { code: EXIT.ok, reason: 'reported' },
  /** A second of work is worth a bar on a terminal, and no lines in a log. */
  view(options, output) {
    const progress = options.progress !== false && mayAnimate(stderrFacts(), process.env);
    return chooseView({ ...options, progress }, output);
  },
};

/** Runs the programs and the burners one after the other: asking takes CPU time, too. */
async function askAndMeasure(
  { machine, ruleInputs, virt }: CoresFacts,
  options: TypedOptions,
  stage: Stage,
): Promise<FoundCores> {
  const claims = await askClaims(ruleInputs, options);
  const { measure } = await import('../../../run/measure.ts');
  const found = await completed(virt, machine.isVirtual);
  const context = await stage.runContext({ machine, cpus: machine.allowedCpus, seed: 1 });
  return { claims, virt: found, measured: await measure(context, MEASURED_MS) };
}

/** Names the hypervisor that no file names, where the CPUs are known to be virtual. */
async function completed(virt: Virt | null, isVirtual: boolean | null): Promise<Virt | null> {
  if (isVirtual !== true || (virt !== null && virt.hypervisor !== null)) return virt;
  const { askHypervisor } = await import('../../../machine/host.ts');
  const hypervisor = await askHypervisor(process.env.PATH ?? '');
  return hypervisor === null ? virt : { container: null, cloud: null, ...virt, hypervisor };
}

/** What follows from what was read, claimed and measured. Pure. */
function bodyOf(facts: CoresFacts, claims: readonly ReportedCpus[], measured: Measured | null) {
  const { topology, limits, effectiveCpus, share, memory, pressure } = facts;
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
    process: null,
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
  if (folder === undefined) return new Snapshot();
  const root = resolve(folder);
  const found = existsSync(root) ? statSync(root) : undefined;
  if (found?.isDirectory() !== true) {
    throw usageError(
      `--sysroot ${folder} is ${found === undefined ? 'missing' : 'not a folder'}`,
      'Name the folder of a captured machine: it contains proc and sys.',
    );
  }
  const sysroot = new Snapshot(root === '/' ? '/.' : root);
  if (!sysroot.has('/sys') && !sysroot.has('/proc')) {
    throw usageError(
      `--sysroot ${folder} is not a captured machine: it contains neither sys nor proc`,
      'Name the folder that directly contains proc and sys.',
    );
  }
  return sysroot;
}
