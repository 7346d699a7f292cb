import { maxOf } from '../../base/extremes.ts';
import type { ScalePoint } from '../../model/documents/scaling.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { oneAlwaysWanted } from '../verdict.ts';

type UsePoint = Pick<ScalePoint, 'workers' | 'r' | 'd'>;

/**
 * How many workers the CPUs are enough for: beyond, more can't add anything. One worker alone tells how much of a CPU each
 * wants: workers that wait for most of the time fill the CPUs only when they are many (the utilization law: Denning & Buzen
 * 1978, “The Operational Analysis of Queueing Network Models”).
 * @param cpus that may be used at once; a fraction under a quota
 * @returns Infinity where the CPUs were never filled, so that they are not what limits
 */
export function enoughFor(points: readonly UsePoint[], cpus: number): number {
  const most = points.find(({ workers }) => workers === maxOf(points.map((point) => point.workers)));
  const alone = points.find(({ workers }) => workers === 1);
  const demand = alone === undefined ? null : wanted(alone);
  // Without the kernel's evidence each is taken to want a CPU of its own.
  if (most === undefined || alone === undefined || demand === null || wanted(most) === null) return cpus;
  const enough = oneAlwaysWanted({ r: alone.r ?? 0, d: alone.d ?? 0 }) ? cpus : cpus / demand;
  const beyond = points.filter(({ workers }) => workers >= enough);
  const isFilled = beyond.some((point) => (wanted(point) ?? cpus) >= THRESHOLDS.parallelShare * cpus);
  return isFilled ? enough : Infinity;
}

/** CPUs that were used, and waited for. */
function wanted({ r, d }: UsePoint): number | null {
  return r === null ? null : r + (d ?? 0);
}
