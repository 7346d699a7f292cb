import { METRICS, type Metric, type Outlier } from '../../../model/documents/compared-run.ts';
import type { ComparedEngine, CompareReport, Comparison } from '../../../model/documents/comparison.ts';
import { isEngine } from '../../../model/engines/engines.ts';
import { hasOwnTime } from '../../../stats/engines/rank.ts';
import { type EngineChoice, recommendEngine } from '../../../stats/engines/recommend-engine.ts';
import { recommendVersion } from '../../../stats/engines/recommend-version.ts';
import { UNKNOWN_RATIO } from '../../../stats/samples/bootstrap.ts';
import { outcomeOf } from '../../../stats/samples/comparison-outcome.ts';
import { outliersOf } from '../../../stats/samples/outliers.ts';
import { summarize } from '../../../stats/samples/summary.ts';
import { areOfVersions, type Entry, ranBy, type SeriesRun, subjectOf } from '../candidate.ts';
import { middleLock } from '../run-lock.ts';
import type { Series } from '../series.ts';
import { caveatOf } from './disturbance.ts';
import { gilFindings } from './gil-findings.ts';
import { ratioByRound } from './ratio-by-round.ts';

const NS_OF = {
  work: 'workNs',
  total: 'totalNs',
  startup: 'startupNs',
  firstResult: 'firstResultNs',
} as const satisfies Record<Metric, keyof SeriesRun>;

/** A comparison before its recommendation is put in words. */
export type JudgedComparison = Pick<CompareReport, 'results' | 'comparisons' | 'runs'> & {
  readonly recommendation: EngineChoice;
};

/** What follows from the runs of a comparison. Pure. The first candidate is the one that speed-ups are against. */
export function judgeComparison(
  candidates: readonly Entry[],
  { runs, digests }: Pick<Series, 'runs' | 'digests'>,
  { margin, seed }: { readonly margin: number; readonly seed: number },
): JudgedComparison {
  const runsOf = (label: string) => runs.filter((run) => run.label === label);
  const [first] = candidates;
  const results = candidates
    .filter(({ label }) => runsOf(label).length > 0)
    .map((candidate) => {
      const baseline = runsOf(first?.label ?? '');
      const digest = digests[candidate.label] ?? '';
      return resultOf(candidate, runsOf(candidate.label), { baseline, digest, seed });
    });
  const comparisons = pairsOf(results).flatMap(([baseline, candidate]) =>
    metricsOf(candidate).map((metric): Comparison => {
      const pair = [runsOf(baseline.label), runsOf(candidate.label)] as const;
      const isKnown = hasOwnTime(baseline) && hasOwnTime(candidate);
      const estimate = isKnown ? ratioByRound(...pair, (run) => run[NS_OF[metric]], seed) : UNKNOWN_RATIO;
      const call = outcomeOf(estimate, margin, Math.min(baseline.runs, candidate.runs));
      return { metric, baseline: baseline.label, candidate: candidate.label, ...estimate, margin, call };
    }),
  );
  return {
    results,
    comparisons,
    recommendation: areOfVersions(candidates)
      ? recommendVersion(results, comparisons)
      : recommended(results, comparisons, runs, first?.work.about.name ?? ''),
    runs,
  };
}

/** Of a command that its shell’s start hides, there is no time. */
function areAllTimed(runs: readonly SeriesRun[]): boolean {
  return runs.every(({ workNs }) => workNs > 0);
}

/** A command is started and ended, and a map given to hosts and done: all that is known of them lies between. */
function metricsOf({ engine }: Pick<ComparedEngine, 'engine'>): readonly Metric[] {
  return isEngine(engine) ? METRICS : ['work'];
}

function recommended(
  results: readonly ComparedEngine[],
  comparisons: readonly Comparison[],
  runs: readonly SeriesRun[],
  work: string,
): EngineChoice {
  const choice = recommendEngine(results, comparisons);
  const { reason } = choice;
  if (reason.kind !== 'compared') return choice;
  const caveat = caveatOf(choice, results, runs);
  return { ...choice, reason: { ...reason, caveat, gil: gilFindings(results, runs, work) } };
}

function resultOf(
  candidate: Entry,
  runs: readonly SeriesRun[],
  { baseline, digest, seed }: { baseline: readonly SeriesRun[]; digest: string; seed: number },
): ComparedEngine {
  const { label, workers, work } = candidate;
  const middle = (figure: (run: SeriesRun) => number | null) =>
    summarize(runs.flatMap((run) => figure(run) ?? [])).median;
  const sum = (key: keyof SeriesRun) => summarize(runs.map((run) => run[key] as number));
  const timed = areAllTimed(runs) ? runs : [];
  return {
    engine: ranBy(candidate),
    subject: subjectOf(candidate, work),
    label,
    workers,
    runs: runs.length,
    startupNs: sum('startupNs'),
    firstResultNs: sum('firstResultNs'),
    transferNs: sum('transferNs'),
    workNs: summarize(timed.map(({ workNs }) => workNs)),
    totalNs: sum('totalNs'),
    throughputPerSecond: summarize(timed.map(({ workNs }) => (work.about.units / workNs) * 1e9)),
    speedup: [baseline, runs].every(areAllTimed)
      ? ratioByRound(baseline, runs, ({ workNs }) => workNs, seed)
      : UNKNOWN_RATIO,
    r: middle(({ r }) => r),
    d: middle(({ d }) => d),
    lock: middleLock(runs),
    cpuNs: middle(({ cpuNs }) => cpuNs),
    pssBytesPerWorker: middle(({ pssBytesPerWorker }) => pssBytesPerWorker),
    roundTripNs: middle(({ roundTripNs }) => roundTripNs),
    digest,
    outliers: metricsOf(candidate)
      .filter((metric) => metric === 'work' || metric === 'startup')
      .flatMap((metric) => outliersIn(metric === 'work' ? timed : runs, metric)),
    program: null,
  };
}

function outliersIn(runs: readonly SeriesRun[], metric: Metric): Outlier[] {
  return outliersOf(runs.map((run) => run[NS_OF[metric]])).map(({ index, value, z }) => {
    const { round, causes } = runs[index] as SeriesRun;
    return { metric, round, ns: value, z, causes };
  });
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((item, index) => items.slice(index + 1).map((other): [T, T] => [item, other]));
}
