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
import type { CoresReport, Measured, PerWorker } from '../../../model/documents/cores-report.ts';
import type { ReportedCpus } from '../../../model/machine/reported-cpus.ts';
import type { Virt } from '../../../model/machine/virt.ts';
import { mayAnimate, stderrFacts } from '../../../report/screen/stream-facts.ts';
import type { UnitWork } from '../../../run/series/candidate.ts';
import { recommendations, recommendedWorkers, withinMemory } from '../../../stats/recommend.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { EXIT } from '../../exit-codes.ts';
import type { TypedOptions } from '../../options/table.ts';
import { chooseView } from '../../output/choose-view.ts';
import type { Asked, Command } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';
import { askClaims, refuseRun } from './ask-claims.ts';
import { checkNumber, wantsNumber } from './number.ts';
import { askedFunction, checkPerWorker, OF_WORKER, perWorkerNotices, perWorkerOf } from './per-worker.ts';

const MEASURED_MS = 1_000;

interface AskedCores extends Asked {
  readonly facts: CoresFacts;
  readonly isCaptured: boolean;
  /** What the worker does whose memory is measured; null where none is. */
  readonly work: UnitWork | null;
}

interface FoundCores {
  readonly claims: readonly ReportedCpus[];
  readonly measured: Measured | null;
  readonly virt: Virt | null;
  /** The memory of the worker that was measured. */
  readonly workerBytes?: number | null;
}

/** `concur cores`: what this machine has, what of it is ours, and who believes what. */
export const cores: Command<AskedCores, FoundCores, CoresReport> = {
  kind: 'cores',
  needs({ options }) {
    if (options.sysroot !== undefined) return [];
    const ofWorker = askedFunction(options) === null ? [] : OF_WORKER;
    if (options.measure === false || wantsNumber(options)) return ['fs.read', ...ofWorker];
    return ['fs.read', 'child', 'worker', ...ofWorker];
  },
  async ask({ options }) {
    refuseRun(options);
    const { env } = process;
    checkPerWorker(options);
    const sysroot = openSysroot(options.sysroot);
    const facts = await readCores(sysroot, { env, searchPath: env.PATH ?? '' });
    checkNumber(options, facts.effectiveCpus);
    const typed = askedFunction(options);
    const work =
      typed === null ? null : await (await import('./measure-worker.ts')).chooseWorkerWork(typed, options);
    return { ...facts, facts, options, isCaptured: sysroot.isCaptured, work };
  },
  async run({ facts, options, isCaptured, work }, stage) {
    const { ruleInputs, virt } = facts;
    if (isCaptured) return { claims: cpusByRule(ruleInputs), measured: null, virt };
    const workerBytes =
      work === null
        ? null
        : await (await import('./measure-worker.ts')).measureWorker(work, facts.machine, stage);
    if (options.measure === false || wantsNumber(options))
      return { claims: cpusReportedHere(ruleInputs), measured: null, virt, workerBytes };
    return { ...(await askAndMeasure(facts, options, stage)), workerBytes };
  },
  body({ claims, measured, virt, workerBytes = null }, { facts, options, work }) {
    const perWorker = perWorkerOf(options, workerBytes, facts.memory);
    const isStopped = work !== null && perWorker === null;
    return {
      ...bodyOf(facts, claims, measured, isStopped ? 'unknown' : perWorker),
      virt,
      sysroot: options.sysroot ?? null,
      warnings: perWorkerNotices(perWorker, facts.memory),
    };
  },
  exit: (_, ended) => ended ?? { code: EXIT.ok, reason: 'reported' },
  async announce(report) {
    const isOurs = report.sysroot === null && report.process === null;
    if (process.env.GITHUB_ACTIONS !== 'true' || !isOurs) return null;
    const [{ coresDocument }, { figuresToGithub }] = await Promise.all([
      import('../../../report/document/cores/cores.ts'),
      import('../../output/github.ts'),
    ]);
    return figuresToGithub(coresDocument(report), process.env, report.options.recommend === true);
  },
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

/**
 * What follows from what was read, claimed and measured. Pure.
 * @param perWorker what a worker takes of the memory; null where nobody asked
 */
function bodyOf(
  facts: CoresFacts,
  claims: readonly ReportedCpus[],
  measured: Measured | null,
  perWorker: PerWorker | 'unknown' | null,
) {
  const { topology, limits, effectiveCpus, share, memory, pressure } = facts;
  const evidence = limits.hidden.map((each) => each.evidence);
  const hidden =
    evidence.length === 0 || effectiveCpus === null ? null : { atMostCpus: effectiveCpus, evidence };
  // Where the limits can't be read in full, measuring has the last word.
  const found = measured?.hiddenLimit === true ? measured.r : null;
  const truth = found === null || effectiveCpus === null ? effectiveCpus : Math.min(effectiveCpus, found);
  const byCpus =
    effectiveCpus === null ? null : recommendedWorkers(effectiveCpus, found, facts.machine.unpinnedCpus);
  const workers =
    perWorker === 'unknown' ? null : withinMemory(byCpus, perWorker === null ? null : perWorker.mostWorkers);
  return {
    ...topology,
    limits: limits.list,
    quotaCpus: limits.quotaCpus,
    effectiveCpus,
    share,
    memory,
    pressure,
    process: null,
    perWorker: perWorker === 'unknown' ? null : perWorker,
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
