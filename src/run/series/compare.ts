import type { CompareReport, Regression } from '../../model/documents/comparison.ts';
import { shortName } from '../../model/engines/engine-names.ts';
import type { SeriesNotice } from '../../model/notice.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { RunContext } from '../run-context.ts';
import { areOfVersions, type Candidate, type Layout } from './candidate.ts';
import type { SeenRun } from './command/seen-run.ts';
import type { HostsCandidate, HostsSetup } from './hosts/candidate.ts';
import { type JudgedComparison, judgeComparison } from './judge/judge-comparison.ts';
import { type Gate, regressionsOf } from './judge/judge-gate.ts';
import { seriesNotices } from './notices.ts';
import type { SeriesRules } from './rules.ts';
import { runSeries } from './series.ts';

export interface CompareRequest {
  /** The first is the one that speed-ups are against. */
  readonly candidates: readonly [Candidate, ...(Candidate | HostsCandidate)[]];
  /** Where one of them is hosts: which, and what is asked of them. */
  readonly hosts?: HostsSetup | null;
  readonly layout: Layout;
  readonly rules: SeriesRules;
  /** Two are the same when their ratio is within 1/(1 + margin) to 1 + margin. */
  readonly margin: number;
  /** Whether results may differ. */
  readonly mayDiffer: boolean;
  readonly gate: Gate | null;
  readonly context: RunContext;
}

export interface Compared extends JudgedComparison, Pick<CompareReport, 'workload' | 'seed' | 'thresholds'> {
  readonly regressions: readonly Regression[] | null;
  readonly warnings: readonly SeriesNotice[];
  /** What was seen of each command, by its label; empty of all else. */
  readonly programs: ReadonlyMap<string, SeenRun>;
}

/**
 * The same work on several engines, or several versions of it on one, interleaved.
 * @throws ConcurError (USER_CODE, WORKER_FAILED, USAGE) when a worker fails or results differ
 */
export async function compareCandidates(request: CompareRequest): Promise<Compared> {
  const { candidates, margin, gate, context, hosts = null } = request;
  const [{ work }] = candidates;
  const { seed } = context;
  const series = await (hosts === null ? runSeries : withHosts(hosts))({
    ...request,
    title: titleOf(candidates),
  });
  const judged = judgeComparison(candidates, series, { margin, seed });
  const works = [...new Set(candidates.map((candidate) => candidate.work))];
  return {
    workload: work.about,
    seed,
    ...judged,
    thresholds: THRESHOLDS,
    regressions: regressionsOf(judged, gate, seed),
    programs: new Map(),
    warnings: seriesNotices(series, works, context.cpus.length),
  };
}

/** A series in which hosts take part: they are there before and after it. */
function withHosts(hosts: HostsSetup): typeof runSeries {
  return async (request) => {
    const { HostsRuns } = await import('./hosts/hosts-runs.ts');
    const { context, candidates } = request;
    const [{ work }] = candidates as CompareRequest['candidates'];
    const runs = await HostsRuns.open({ ...hosts, work, context }, 1);
    try {
      await runs.warmUp();
      return await runSeries({ ...request, onHosts: (candidate, at) => runs.runOnAll(candidate, at) });
    } finally {
      await runs.close();
    }
  };
}

function titleOf(candidates: CompareRequest['candidates']): string {
  const [{ engine, work }] = candidates;
  const labels = candidates.map(({ label }) => label).join(', ');
  const units = `${work.about.name}: ${work.about.units} units on`;
  return areOfVersions(candidates) ? `${units} ${shortName(engine)}: ${labels}` : `${units} ${labels}`;
}
