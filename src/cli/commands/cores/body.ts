import { judgeReportedCpus } from '../../../machine/reported-cpus/reported-cpus.ts';
import type { CoresFacts } from '../../../machine/topology/read-cores.ts';
import type { CoresReport, PerWorker } from '../../../model/documents/cores-report.ts';
import { recommendations, recommendedWorkers, withinMemory } from '../../../stats/recommend.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import type { Body } from '../../program/command.ts';
import type { FoundCores } from './find.ts';

/** Whose cores these are. */
export type Whose = Pick<CoresReport, 'sysroot' | 'process'>;

/**
 * What follows from what was read, claimed and measured. Pure.
 * @param perWorker what a worker takes of the memory: null where nobody asked, unknown where nothing could be measured
 */
export function bodyOf(
  facts: CoresFacts,
  { claims, measured, virt }: FoundCores,
  perWorker: PerWorker | 'unknown' | null,
  whose: Whose,
): Body<CoresReport> {
  const { topology, limits, effectiveCpus, share, memory, pressure, machine } = facts;
  const evidence = limits.hidden.map((each) => each.evidence);
  const hidden =
    evidence.length === 0 || effectiveCpus === null ? null : { atMostCpus: effectiveCpus, evidence };
  // Where the limits can't be read in full, measuring has the last word.
  const found = measured?.hiddenLimit === true ? measured.r : null;
  const truth = found === null || effectiveCpus === null ? effectiveCpus : Math.min(effectiveCpus, found);
  const byCpus =
    effectiveCpus === null ? null : recommendedWorkers(effectiveCpus, found, machine.unpinnedCpus);
  const workers =
    perWorker === 'unknown' ? null : withinMemory(byCpus, perWorker === null ? null : perWorker.mostWorkers);
  return {
    ...whose,
    ...topology,
    limits: limits.list,
    quotaCpus: limits.quotaCpus,
    effectiveCpus,
    share,
    memory,
    pressure,
    virt,
    perWorker: perWorker === 'unknown' ? null : perWorker,
    claims: judgeReportedCpus(claims, truth),
    hidden,
    unpinnedCpus: machine.unpinnedCpus,
    measured,
    thresholds: THRESHOLDS,
    recommendedWorkers: workers,
    recommendations: workers === null ? [] : recommendations(workers, hidden !== null),
  };
}
