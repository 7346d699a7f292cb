import type { Timeline } from '../../model/trial/timeline.ts';
import { intervalsOf } from './stretches.ts';

/** A thread counts on a core when it ran for at least this share of the time. */
const LEAST_SHARE = 0.05;

/** A stretch of a core's time, and who ran there. Several may have: in which order is not known. */
export interface CoreStretch {
  readonly fromUs: number;
  readonly toUs: number;
  /** Threads by their index in the timeline, ascending, with the µs that each ran. */
  readonly ran: readonly { readonly thread: number; readonly us: number }[];
}

interface Edge {
  readonly atUs: number;
  readonly thread: number;
  /** The share of its interval in which the thread ran; 0 where the interval ends. */
  readonly share: number;
}

/** Who ran on each core and when, by core. Stretches of one core don't overlap, and none is empty. */
export function byCore({ threads }: Pick<Timeline, 'threads'>): Map<number, CoreStretch[]> {
  const edges = new Map<number, Edge[]>();
  threads.forEach((track, thread) => {
    for (const { fromUs, toUs, cpu, runUs } of intervalsOf(track)) {
      const share = toUs > fromUs ? Math.min(1, runUs / (toUs - fromUs)) : 0;
      if (cpu === null || share < LEAST_SHARE) continue;
      const ofCore = edges.get(cpu) ?? [];
      edges.set(cpu, ofCore);
      ofCore.push({ atUs: fromUs, thread, share }, { atUs: toUs, thread, share: 0 });
    }
  });
  const cores = [...edges].sort(([a], [b]) => a - b);
  return new Map(cores.map(([cpu, ofCore]) => [cpu, stretchesOf(ofCore)]));
}

/** Sweeps over the edges of one core's intervals in the order of time. */
function stretchesOf(edges: Edge[]): CoreStretch[] {
  // Where one interval of a thread ends and its next begins, the end comes first.
  edges.sort((a, b) => a.atUs - b.atUs || a.share - b.share);
  const stretches: CoreStretch[] = [];
  const running = new Map<number, number>();
  let fromUs = 0;
  for (const { atUs, thread, share } of edges) {
    if (atUs > fromUs && running.size > 0) append(stretches, fromUs, atUs, running);
    fromUs = atUs;
    if (share === 0) running.delete(thread);
    else running.set(thread, share);
  }
  return stretches;
}

/** One more stretch, or more of the last one where the same threads go on. */
function append(
  stretches: CoreStretch[],
  fromUs: number,
  toUs: number,
  running: ReadonlyMap<number, number>,
): void {
  const ran = [...running]
    .sort(([a], [b]) => a - b)
    .map(([thread, share]) => ({ thread, us: share * (toUs - fromUs) }));
  const last = stretches.at(-1);
  const isSame =
    last?.toUs === fromUs &&
    last.ran.length === ran.length &&
    last.ran.every(({ thread }, index) => thread === ran[index]?.thread);
  if (last === undefined || !isSame) {
    stretches.push({ fromUs, toUs, ran });
    return;
  }
  const sums = last.ran.map(({ thread, us }, index) => ({ thread, us: us + (ran[index]?.us ?? 0) }));
  stretches[stretches.length - 1] = { fromUs: last.fromUs, toUs, ran: sums };
}
