import { maxOf } from '../../base/extremes.ts';
import type { ScalePoint, ScalingFit } from '../../model/documents/scaling.ts';
import { THRESHOLDS } from '../thresholds.ts';
import {
  fitUsl,
  notNegative,
  type Observed,
  serialOnly,
  squaredError,
  type UslParameters,
  uslThroughput,
} from './fit-usl.ts';

export type ThroughputPoint = Pick<ScalePoint, 'workers' | 'throughputX'>;

/** Akaike's criterion must be lower by more than this: up to 4, both models have support (Burnham & Anderson 2002). */
const CLEARLY_BETTER = 4;
/** Misses of less than this (throughput×) are nobody's merit: no measuring is as exact. */
const EXACT = 1e-3;

/**
 * The laws of scaling that the points allow, fitted by least squares on throughput×. Both count n = min(workers, cpus),
 * since workers beyond the CPUs that they may use can't add anything; so many different n as parameters and one more.
 *
 * Amdahl: S(n) = 1 / (s + (1 - s)/n), 0 ≤ s ≤ 1 (Amdahl 1967, “Validity of the single processor approach”).
 * USL: C(n) = n / (1 + σ(n - 1) + κ n(n - 1)), σ and κ ≥ 0 (Gunther 2007, “Guerrilla Capacity Planning”).
 * `residual` is the root mean square of observed - fitted throughput×.
 * @param cpus how many may be used at once; a fraction under a quota
 */
export function fitLaws(points: readonly ThroughputPoint[], cpus: number): ScalingFit[] {
  const observed = points
    .map(({ workers, throughputX }) => ({ n: Math.min(workers, cpus), x: throughputX }))
    .filter(({ n, x }) => n >= 1 && x > 0 && x < Infinity);
  const different = new Set(observed.map(({ n }) => n)).size;
  const counts = cpus === Infinity ? 'workers' : 'cpus';
  const fits: ScalingFit[] = [];
  if (different >= 2) {
    const found = fitUsl(observed, serialOnly);
    const parameters = { serial: found.contention };
    fits.push({ law: 'amdahl', parameters, counts, residual: rootMeanSquare(observed, found) });
  }
  if (different >= 3) {
    const found = fitUsl(observed, notNegative);
    fits.push({ law: 'usl', parameters: { ...found }, counts, residual: rootMeanSquare(observed, found) });
  }
  return fits;
}

/** A law's throughput× for so many workers, as if there were CPUs enough for them: no measurement. */
export function predict(
  { law, parameters }: Pick<ScalingFit, 'law' | 'parameters'>,
  workers: number,
): number {
  const { serial, contention, coherency } = parameters;
  return law === 'amdahl'
    ? uslThroughput(workers, { contention: serial as number, coherency: 0 })
    : uslThroughput(workers, { contention: contention as number, coherency: coherency as number });
}

/** The law to believe, of those whose RMSE is at most the share `lawError` of the highest throughput×; null where none is so close. */
export function betterFit(
  fits: readonly ScalingFit[],
  points: readonly ThroughputPoint[],
  cpus = Infinity,
): ScalingFit | null {
  const most = maxOf(points.map(({ throughputX }) => throughputX));
  const close = fits.filter(({ residual }) => residual <= THRESHOLDS.lawError * most);
  return closerFit(close, points, cpus);
}

/**
 * The better law of two, however far off both are: Amdahl's, which has a parameter fewer, unless the USL
 * - is retrograde: its curve falls again within the points, by more than it misses them by, which Amdahl's never can; or
 * - has an AICc lower by more than 4 (Akaike's criterion, corrected for few points: Burnham & Anderson 2002, chapter 2).
 *   Points of one worker don't count there, as both laws pass through 1 by definition.
 * @param cpus as for fitLaws
 * @returns null without a fit
 */
export function closerFit(
  fits: readonly ScalingFit[],
  points: readonly ThroughputPoint[],
  cpus: number,
): ScalingFit | null {
  const amdahl = fits.find(({ law }) => law === 'amdahl');
  const usl = fits.find(({ law }) => law === 'usl');
  if (amdahl === undefined || usl === undefined) return amdahl ?? usl ?? null;
  const gain = aicc(amdahl, points) - aicc(usl, points);
  return isRetrograde(usl, points, cpus) || gain > CLEARLY_BETTER ? usl : amdahl;
}

function isRetrograde(usl: ScalingFit, points: readonly ThroughputPoint[], cpus: number): boolean {
  const most = Math.min(cpus, maxOf(points.map(({ workers }) => workers)));
  const highest = maxOf(points.map(({ workers }) => predict(usl, Math.min(cpus, workers))));
  return highest - predict(usl, most) > Math.max(usl.residual, EXACT);
}

/** N ln(RSS/N) + 2k + 2k(k + 1)/(N - k - 1), where k counts the error's variance too; Infinity with too few points. */
function aicc({ parameters, residual }: ScalingFit, points: readonly ThroughputPoint[]): number {
  const n = points.filter(({ workers }) => workers > 1).length;
  const k = Object.keys(parameters).length + 1;
  if (n - k - 1 <= 0) return Infinity;
  const meanSquare = Math.max((residual ** 2 * points.length) / n, EXACT ** 2);
  return n * Math.log(meanSquare) + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}

function rootMeanSquare(observed: readonly Observed[], parameters: UslParameters): number {
  return Math.sqrt(squaredError(observed, parameters) / observed.length);
}
