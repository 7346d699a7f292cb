import { maxOf } from '../../../base/extremes.ts';
import type { Cause } from '../../../model/cause.ts';
import type { LoneThread } from '../../../model/documents/command-run.ts';
import type { ScalePoint } from '../../../model/documents/scaling.ts';
import { enoughFor } from '../../../stats/scaling/cpu-limit.ts';
import { wantsNoMore, wasQueued } from '../../../stats/verdict.ts';

/** Why so many workers are recommended, or none are. */
export type ScaleReason =
  | { readonly kind: 'nothing-run' }
  | { readonly kind: 'too-little' }
  /** The number of workers with the fewest runs has so many: too few for an interval. */
  | { readonly kind: 'too-few-runs'; readonly runs: number; readonly needed: number }
  /** The series was ended before there were runs enough for an interval. */
  | { readonly kind: 'stopped-early' }
  | {
      readonly kind: 'reached';
      readonly workers: number;
      /** Throughput of that many ÷ throughput of one. */
      readonly throughputX: number;
      /** The most that any number of workers reached. */
      readonly mostX: number;
      /** Why more workers give no more; null where no more were tried. */
      readonly bend: Bend | null;
      /** Of a command: one thread alone for much of the time of so many; else null. */
      readonly alone: (LoneThread & { readonly workers: number }) | null;
    };

/** Why the curve bends. */
export type Bend =
  | {
      readonly kind: 'quota';
      readonly workers: number;
      readonly effectiveCpus: number;
      readonly usableCpus: number;
      /** The kernel's own count, where it throttled the workers. */
      readonly throttled: Cause | null;
    }
  | { readonly kind: 'cpus'; readonly usableCpus: number }
  /** All workers share the thread of one event loop. */
  | { readonly kind: 'one-loop' }
  | { readonly kind: 'not-a-cpu' }
  /** So many hosts are fewer machines. */
  | { readonly kind: 'shared-machines'; readonly hosts: number; readonly machines: number }
  /** So many workers were queued for longer than sharing the usable CPUs explains: `d`, in cores. */
  | { readonly kind: 'queued'; readonly workers: number; readonly d: number; readonly usableCpus: number }
  | { readonly kind: 'cause'; readonly cause: Cause }
  | { readonly kind: 'work' };

/** What the curve was measured on. */
export interface ScaleLimits {
  /** CPUs that we may use in the long run: a fraction under a quota. */
  readonly effectiveCpus: number;
  readonly usableCpus: number;
  readonly isOneLoop: boolean;
}

export function scaleReason(
  points: readonly ScalePoint[],
  recommended: number | null,
  limits: ScaleLimits,
): ScaleReason {
  const point = points.find(({ workers }) => workers === recommended);
  if (point === undefined) return { kind: 'too-little' };
  const { workers, throughputX } = point;
  const mostX = maxOf(points.map((each) => each.throughputX));
  const isLast = workers === points.at(-1)?.workers;
  return {
    kind: 'reached',
    workers,
    throughputX,
    mostX,
    bend: isLast ? null : bendAt(point, points, limits),
    alone: null,
  };
}

function bendAt(
  { workers }: ScalePoint,
  points: readonly ScalePoint[],
  { effectiveCpus, usableCpus, isOneLoop }: ScaleLimits,
): Bend {
  if (isOneLoop && enoughFor(points, 1) < Infinity) return { kind: 'one-loop' };
  if (effectiveCpus < usableCpus && workers >= Math.floor(effectiveCpus)) {
    const throttled = points.flatMap(({ causes }) => causes).find(({ kind }) => kind === 'quota') ?? null;
    return { kind: 'quota', workers, effectiveCpus, usableCpus, throttled };
  }
  if (workers >= usableCpus && enoughFor(points, usableCpus) < Infinity) return { kind: 'cpus', usableCpus };
  const next = points.find((point) => point.workers > workers);
  return next === undefined ? { kind: 'work' } : bendOfNext(next, workers, usableCpus);
}

/** Why these workers bring no more than the fewer before them. */
function bendOfNext({ workers, causes, r, d }: ScalePoint, before: number, usableCpus: number): Bend {
  const lock = causes.find(({ kind }) => kind === 'lock');
  if (lock !== undefined) return { kind: 'cause', cause: lock };
  if (r !== null && wantsNoMore({ r, d: d ?? 0 }, before)) return { kind: 'not-a-cpu' };
  const outside = causes.find(({ kind }) => kind !== 'imbalance');
  if (outside !== undefined) return { kind: 'cause', cause: outside };
  const crowded = Math.max(0, workers - usableCpus);
  if (d !== null && wasQueued(d - crowded)) return { kind: 'queued', workers, d, usableCpus };
  const [cause] = causes;
  return cause === undefined ? { kind: 'work' } : { kind: 'cause', cause };
}
