import { countOf, formatRatio } from '../../base/units.ts';
import type { ScalePoint, ScaleReport } from '../../model/scaling.ts';
import { kneeOf, recommendedCount } from '../../stats/knee.ts';
import { betterFit, fitLaws, predict } from '../../stats/scaling-laws.ts';
import { summarize } from '../../stats/summary.ts';
import { ratioByRound } from './judge-comparison.ts';
import type { SeriesRun } from './series-run.ts';

/** What the curve was measured in. */
export interface ScaleSurroundings {
  /** CPUs that we may use in the long run: a fraction under a quota. */
  readonly effectiveCpus: number;
  readonly usableCpus: number;
  readonly predictFor: readonly number[];
  readonly seed: number;
}

/** What follows from runs with different numbers of workers. Pure. */
export function judgeScaling(
  runs: readonly SeriesRun[],
  surroundings: ScaleSurroundings,
): Pick<
  ScaleReport,
  'points' | 'fit' | 'fits' | 'knee' | 'recommendedWorkers' | 'because' | 'predicted' | 'runs'
> {
  const points = pointsOf(runs, surroundings.seed);
  const fits = fitLaws(points, surroundings.effectiveCpus);
  const fit = betterFit(fits, points, surroundings.effectiveCpus);
  const recommendedWorkers = recommendedCount(points);
  const counts = surroundings.predictFor.length > 0 ? surroundings.predictFor : [surroundings.usableCpus * 4];
  return {
    points,
    fit,
    fits,
    knee: kneeOf(points),
    recommendedWorkers,
    because: because(points, recommendedWorkers, surroundings),
    predicted:
      fit === null
        ? []
        : counts.map((workers) => ({ workers, throughputX: predict(fit, workers), law: fit.law })),
    runs,
  };
}

function pointsOf(runs: readonly SeriesRun[], seed: number): ScalePoint[] {
  const counts = [...new Set(runs.map(({ workers }) => workers))].sort((a, b) => a - b);
  const runsWith = (workers: number) => runs.filter((run) => run.workers === workers);
  const alone = runsWith(1);
  return counts.flatMap((workers) => {
    const own = runsWith(workers);
    const { ratio, ci95 } = ratioByRound(alone, own, 'work', seed);
    if (ratio === null) return [];
    return {
      workers,
      throughputX: ratio,
      ci95,
      r: summarize(own.flatMap(({ r }) => r ?? [])).median,
      d: summarize(own.flatMap(({ d }) => d ?? [])).median,
      efficiency: ratio / workers,
      workNs: summarize(own.map(({ workNs }) => workNs)),
      causes: usualCauses(own),
    };
  });
}

/** Causes that half of the runs name; a figure in one is another run's own, so the first of a kind stands for all. */
function usualCauses(runs: readonly SeriesRun[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const cause of runs.flatMap(({ causes }) => causes)) {
    const [kind = cause] = cause.split(':');
    kinds.set(kind, [...(kinds.get(kind) ?? []), cause]);
  }
  return [...kinds.values()].filter((all) => all.length * 2 >= runs.length).map(([first = '']) => first);
}

function because(
  points: readonly ScalePoint[],
  recommended: number | null,
  { effectiveCpus, usableCpus }: ScaleSurroundings,
): string {
  const point = points.find(({ workers }) => workers === recommended);
  const last = points.at(-1);
  if (point === undefined || last === undefined)
    return 'too little was measured to recommend a number of workers';
  const most = Math.max(...points.map(({ throughputX }) => throughputX));
  const verb = point.workers === 1 ? 'reaches' : 'reach';
  const reached = `${countOf(point.workers, 'worker')} ${verb} ${formatRatio(point.throughputX)}× of one worker’s throughput`;
  if (point.workers === last.workers) return `${reached}, the most that was tried: more may give more`;
  return `${reached}, and more workers give no more (at most ${formatRatio(most)}×): ${bend(point, points, { effectiveCpus, usableCpus })}`;
}

/** Why the curve bends at the recommended count. */
function bend(
  { workers }: ScalePoint,
  points: readonly ScalePoint[],
  { effectiveCpus, usableCpus }: Pick<ScaleSurroundings, 'effectiveCpus' | 'usableCpus'>,
): string {
  if (effectiveCpus < usableCpus && workers >= Math.floor(effectiveCpus)) {
    const throttled = points.flatMap(({ causes }) => causes).find((cause) => cause.startsWith('quota'));
    const proof = throttled === undefined ? '' : `; ${throttled}`;
    return `a quota allows ${formatRatio(effectiveCpus)} of the ${countOf(usableCpus, 'CPU')} (${countOf(workers, 'worker')} ${workers === 1 ? 'uses' : 'use'} it up${proof})`;
  }
  if (workers >= usableCpus) return `there are ${countOf(usableCpus, 'usable CPU')}`;
  const next = points.find((point) => point.workers > workers);
  if (next?.r != null && next.r < 1.15 * (workers > 1 ? workers : 1) && (next.d ?? 0) < 0.2) {
    return 'its workers wait for something other than a CPU: a lock, memory, a pool of threads that they share';
  }
  return next?.causes[0] ?? 'the work itself doesn’t scale further';
}
