import { type CoresFacts, readCores } from '../../../machine/topology/read-cores.ts';
import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { RunningProcess } from '../../../model/machine/running-process.ts';
import { mayAnimate, stderrFacts } from '../../../report/screen/stream-facts.ts';
import type { UnitWork } from '../../../run/series/candidate.ts';
import { EXIT } from '../../exit-codes.ts';
import { chooseView } from '../../output/choose-view.ts';
import type { Asked, Command } from '../../program/command.ts';
import { refuseRun } from './ask-claims.ts';
import { bodyOf } from './body.ts';
import { askAndMeasure, byRules, type FoundCores, withoutMeasuring } from './find.ts';
import { checkNumber, wantsNumber } from './number.ts';
import { openSysroot } from './open-sysroot.ts';
import { askedFunction, checkPerWorker, OF_WORKER, perWorkerNotices, perWorkerOf } from './per-worker.ts';

interface AskedCores extends Asked {
  readonly facts: CoresFacts;
  readonly isCaptured: boolean;
  /** The process that is read from outside; null for our own. */
  readonly other: RunningProcess | null;
  /** What the worker does whose memory is measured; null where none is. */
  readonly work: UnitWork | null;
}

/** `concur cores`: what this machine has, what of it is ours, and who believes what. */
export const cores: Command<AskedCores, FoundCores, CoresReport> = {
  kind: 'cores',
  needs({ options }) {
    const { sysroot, measure, pid } = options;
    if (sysroot !== undefined) return [];
    const ofWorker = askedFunction(options) === null ? [] : OF_WORKER;
    const onlyReads = measure === false || pid !== undefined || wantsNumber(options);
    return onlyReads ? ['fs.read', ...ofWorker] : ['fs.read', 'child', 'worker', ...ofWorker];
  },
  async ask({ options }) {
    refuseRun(options);
    checkPerWorker(options);
    const { env } = process;
    const sysroot = openSysroot(options.sysroot);
    const reader = { env, searchPath: env.PATH ?? '' };
    const { facts, other } =
      options.pid === undefined
        ? { facts: await readCores(sysroot, reader), other: null }
        : await (await import('./read-other.ts')).readOther(options.pid, sysroot, reader);
    checkNumber(options, facts.effectiveCpus);
    const typed = askedFunction(options);
    const work =
      typed === null ? null : await (await import('./measure-worker.ts')).chooseWorkerWork(typed, options);
    return { ...facts, facts, options, isCaptured: sysroot.isCaptured, other, work };
  },
  async run({ facts, options, isCaptured, other, work }, stage) {
    if (isCaptured || other !== null) return byRules(facts);
    const workerBytes =
      work === null
        ? null
        : await (await import('./measure-worker.ts')).measureWorker(work, facts.machine, stage);
    const onlyReads = options.measure === false || wantsNumber(options);
    const found = onlyReads ? withoutMeasuring(facts) : await askAndMeasure(facts, options, stage);
    return { ...found, workerBytes };
  },
  body(found, { facts, options, other, work }) {
    const perWorker = perWorkerOf(options, found.workerBytes, facts.memory);
    const isStopped = work !== null && perWorker === null;
    const whose = { sysroot: options.sysroot ?? null, process: other };
    return {
      ...bodyOf(facts, found, isStopped ? 'unknown' : perWorker, whose),
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
