import type { Cause } from '../../../model/cause.ts';
import type { ScalePoint } from '../../../model/documents/scaling.ts';
import { wantsNoMore } from '../../../stats/verdict.ts';

/** Why so many workers are recommended, or none are. */
export type ScaleReason =
  | { readonly kind: 'nothing-run' }
  | { readonly kind: 'too-little' }
  | {
      readonly kind: 'reached';
      readonly workers: number;
      /** Throughput of that many ÷ throughput of one. */
      readonly throughputX: number;
      /** The most that any number of workers reached. */
      readonly mostX: number;
      /** Why more workers give no more; null where no more were tried. */
      readonly bend: Bend | null;
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
  | { readonly kind: 'not-a-cpu' }
  | { readonly kind: 'cause'; readonly cause: Cause }
  | { readonly kind: 'work' };

/** CPUs of the machine that the curve was measured on. */
export interface ScaleCpus {
  /** CPUs that we may use in the long run: a fraction under a quota. */
  readonly effectiveCpus: number;
  readonly usableCpus: number;
}

export function scaleReason(
  points: readonly ScalePoint[],
  recommended: number | null,
  cpus: ScaleCpus,
): ScaleReason {
  const point = points.find(({ workers }) => workers === recommended);
  if (point === undefined) return { kind: 'too-little' };
  const { workers, throughputX } = point;
  const mostX = Math.max(...points.map((each) => each.throughputX));
  const isLast = workers === points.at(-1)?.workers;
  return { kind: 'reached', workers, throughputX, mostX, bend: isLast ? null : bendAt(point, points, cpus) };
}

function bendAt(
  { workers }: ScalePoint,
  points: readonly ScalePoint[],
  { effectiveCpus, usableCpus }: ScaleCpus,
): Bend {
  if (effectiveCpus < usableCpus && workers >= Math.floor(effectiveCpus)) {
    const throttled = points.flatMap(({ causes }) => causes).find(({ kind }) => kind === 'quota') ?? null;
    return { kind: 'quota', workers, effectiveCpus, usableCpus, throttled };
  }
  if (workers >= usableCpus) return { kind: 'cpus', usableCpus };
  const next = points.find((point) => point.workers > workers);
  const lock = next?.causes.find(({ kind }) => kind === 'lock');
  if (lock !== undefined) return { kind: 'cause', cause: lock };
  if (next?.r != null && wantsNoMore({ r: next.r, d: next.d ?? 0 }, workers)) return { kind: 'not-a-cpu' };
  const [cause] = next?.causes ?? [];
  return cause === undefined ? { kind: 'work' } : { kind: 'cause', cause };
}
