import { maxOf, minOf } from '../../../base/extremes.ts';
import type { Cause } from '../../../model/cause.ts';
import type {
  ScalePoint,
  ScalePrediction,
  ScaleReport,
  ScalingFit,
} from '../../../model/documents/scaling.ts';
import { isOneLoop } from '../../../model/engines/engine-names.ts';
import { summarize } from '../../../stats/samples/summary.ts';
import { enoughFor } from '../../../stats/scaling/cpu-limit.ts';
import { kneeOf, recommendedCount } from '../../../stats/scaling/knee.ts';
import { betterFit, closerFit, fitLaws, predict } from '../../../stats/scaling/scaling-laws.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { oneAlwaysWanted } from '../../../stats/verdict.ts';
import type { SeriesRun } from '../candidate.ts';
import { ratioByRound } from './ratio-by-round.ts';
import { type ScaleLimits, type ScaleReason, scaleReason } from './scale-reason.ts';

/** What the curve was measured in. */
export interface ScaleContext extends Omit<ScaleLimits, 'isOneLoop'> {
  /** Whether every number of workers had its runs. */
  readonly isComplete: boolean;
  readonly predictFor: readonly number[];
  readonly seed: number;
}

/** A scaling curve before its recommendation's reason is put in words. */
export type JudgedScaling = Pick<
  ScaleReport,
  'points' | 'fit' | 'fits' | 'knee' | 'recommendedWorkers' | 'predicted' | 'runs'
> & { readonly reason: ScaleReason };

/** What follows from runs with different numbers of workers. Pure. */
export function judgeScaling(runs: readonly SeriesRun[], context: ScaleContext): JudgedScaling {
  const points = pointsOf(runs, context.seed);
  const enough = countedTo({ points, runs }, context.effectiveCpus);
  const fits = fitLaws(points, enough);
  const fit = betterFit(fits, points, enough);
  const predicting = fit ?? (context.predictFor.length > 0 ? closerFit(fits, points, enough) : null);
  return {
    points,
    fit,
    fits,
    ...recommended(points, runs, context),
    predicted: predicting === null ? [] : predictions(predicting, points, context, fit !== null),
    runs,
  };
}

/** For numbers of workers that were not measured. @param selected whether the law is believed */
function predictions(
  fit: ScalingFit,
  points: readonly ScalePoint[],
  { predictFor, usableCpus }: Pick<ScaleContext, 'predictFor' | 'usableCpus'>,
  selected: boolean,
): ScalePrediction[] {
  const counts = predictFor.length > 0 ? predictFor : [farther(points, usableCpus)];
  return counts
    .filter((count) => !points.some(({ workers }) => workers === count))
    .map((workers) => ({ workers, throughputX: predict(fit, workers), law: fit.law, selected }));
}

/**
 * Up to how many workers the laws count: beyond, they share what there is.
 * @param cpus how many may be used at once
 */
export function countedTo({ points, runs }: Pick<ScaleReport, 'points' | 'runs'>, cpus: number): number {
  return enoughFor(points, sharesLoop(runs) ? 1 : cpus);
}

/** Whether its workers took turns on one event loop. */
function sharesLoop(runs: readonly Pick<SeriesRun, 'engine'>[]): boolean {
  return runs.some(({ engine }) => isOneLoop(engine));
}

/** A number of workers that nobody has measured: four times the CPUs, or twice the most that were tried. */
function farther(points: readonly ScalePoint[], usableCpus: number): number {
  const most = maxOf(
    points.map(({ workers }) => workers),
    1,
  );
  return most < usableCpus * 4 ? usableCpus * 4 : most * 2;
}

function recommended(
  points: readonly ScalePoint[],
  runs: readonly SeriesRun[],
  context: ScaleContext,
): Pick<JudgedScaling, 'knee' | 'recommendedWorkers' | 'reason'> {
  const fewest = minOf(points.map(({ workNs }) => workNs.n));
  if (points.length > 0 && fewest < THRESHOLDS.fewestRuns) {
    const tooFew = { kind: 'too-few-runs', runs: fewest, needed: THRESHOLDS.fewestRuns } as const;
    const reason = context.isComplete ? tooFew : ({ kind: 'stopped-early' } as const);
    return { knee: null, recommendedWorkers: null, reason };
  }
  const alone = points.find(({ workers }) => workers === 1);
  const isLoopFull = sharesLoop(runs) && alone !== undefined && wantsCpu(alone);
  const eligible = isLoopFull ? [alone] : points;
  const recommendedWorkers = recommendedCount(eligible);
  const reason = scaleReason(points, recommendedWorkers, { ...context, isOneLoop: sharesLoop(runs) });
  return { knee: kneeOf(eligible), recommendedWorkers, reason };
}

/** Always, so that one worker alone takes all of a thread. */
function wantsCpu({ r, d }: ScalePoint): boolean {
  return r !== null && oneAlwaysWanted({ r, d: d ?? 0 });
}

function pointsOf(runs: readonly SeriesRun[], seed: number): ScalePoint[] {
  const counts = [...new Set(runs.map(({ workers }) => workers))].sort((a, b) => a - b);
  const runsWith = (workers: number) => runs.filter((run) => run.workers === workers);
  const alone = runsWith(1);
  return counts.flatMap((workers) => {
    const own = runsWith(workers);
    const { ratio, ci95 } = ratioByRound(alone, own, ({ workNs }) => workNs, seed);
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
      program: null,
    };
  });
}

/** Causes that half of the runs name; the figures in one are another run's own, so the first of a kind stands for all. */
function usualCauses(runs: readonly SeriesRun[]): Cause[] {
  const causes = runs.flatMap((run) => run.causes);
  const ofKind = (kind: Cause['kind']) => causes.filter((cause) => cause.kind === kind);
  return causes.filter((cause) => {
    const [first, ...more] = ofKind(cause.kind);
    return cause === first && more.length + 1 >= runs.length * THRESHOLDS.usualShare;
  });
}
