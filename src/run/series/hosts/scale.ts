import type { ScaledHosts, ScalePoint } from '../../../model/documents/scaling.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { SeriesNotice } from '../../../model/notice.ts';
import { hostCores } from '../../../stats/host-cores.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { subjectOf } from '../candidate.ts';
import { interleave } from '../interleave.ts';
import { type JudgedScaling, judgeScaling } from '../judge/judge-scaling.ts';
import type { ScaleReason } from '../judge/scale-reason.ts';
import { seriesNotices } from '../notices.ts';
import { type Scaled, thinLaw } from '../scale.ts';
import { hostsCandidates, type ScaleHostsRequest } from './candidate.ts';
import { HostsRuns } from './hosts-runs.ts';

/**
 * The same map on different numbers of hosts, interleaved; those that aren't wanted are paused meanwhile.
 * @throws ConcurError (CAPABILITY_MISSING) where fewer are there; whatever ends a map
 */
export async function scaleHosts(request: ScaleHostsRequest): Promise<Scaled> {
  const { work, rules, predictFor, context } = request;
  const candidates = hostsCandidates(request);
  const runs = await HostsRuns.open(request, candidates.at(-1)?.workers ?? 1);
  try {
    const series = await interleave({
      title: `${work.about.name}: ${work.about.units} units on ${candidates.map(({ workers }) => workers).join(', ')} hosts`,
      candidates,
      rules,
      context,
      warmUp: () => runs.warmUp(),
      runOnce: (candidate, at) => runs.runOnce(candidate, at),
    });
    const most = candidates.at(-1)?.workers ?? 1;
    // A host is what a CPU is on one machine: as many as there are can be used at once.
    const limits = { effectiveCpus: most, usableCpus: most, predictFor, isComplete: series.isComplete };
    const judged = judgeScaling(series.runs, { ...limits, seed: context.seed });
    const points = withHosts(judged.points, runs);
    return {
      workload: work.about,
      engine: 'hosts',
      subject: subjectOf({ engine: 'hosts', python: null }, work),
      seed: context.seed,
      ...judged,
      points,
      reason: reasonOf(judged.reason, points),
      thresholds: THRESHOLDS,
      programs: new Map(),
      warnings: [...seriesNotices(series, [work], context.cpus.length), ...thinLawOfHosts(judged, most)],
    };
  } finally {
    await runs.close();
  }
}

/** A host is no CPU, and a machine with more of them has no more hosts. */
function thinLawOfHosts(judged: JudgedScaling, most: number): SeriesNotice[] {
  return thinLaw(judged, most).map((notice) =>
    notice.code === 'THIN_LAW' ? { ...notice, of: 'hosts' } : notice,
  );
}

/** Each point with what its hosts are. */
function withHosts(
  points: readonly ScalePoint[],
  runs: { first(count: number): readonly HostState[]; bytesPerChunk(count: number): number | null },
): ScalePoint[] {
  const cores = (count: number) => hostCores(runs.first(count).map(coresAt));
  return points.map((point) => {
    const { workers, throughputX } = point;
    const own = cores(workers);
    const hosts: ScaledHosts = {
      machines: machinesOf(runs.first(workers)),
      cores: own,
      efficiencyPerCore: own === 0 ? null : throughputX / (own / cores(1)),
      bytesPerChunk: runs.bytesPerChunk(workers),
    };
    return { ...point, hosts };
  });
}

function coresAt({ machine, cpus, effectiveCpus }: HostState) {
  return { machine, cores: effectiveCpus ?? cpus };
}

/** By their boot_ids; null where one can't be read. */
function machinesOf(hosts: readonly HostState[]): number | null {
  const machines = hosts.map(({ machine }) => machine);
  return machines.includes(null) ? null : new Set(machines).size;
}

/** Hosts that bring no more because they are one machine say nothing of more machines. */
function reasonOf(reason: ScaleReason, points: readonly ScalePoint[]): ScaleReason {
  if (reason.kind !== 'reached' || reason.bend === null) return reason;
  const { workers = 0, hosts } = points.at(-1) ?? {};
  const machines = hosts?.machines ?? null;
  const isShared = machines !== null && machines < workers;
  return {
    ...reason,
    bend: isShared ? { kind: 'shared-machines', hosts: workers, machines } : { kind: 'work' },
  };
}
