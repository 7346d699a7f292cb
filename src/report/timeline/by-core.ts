import type { Timeline } from '../../model/trial/timeline.ts';
import type { CoreStretches } from './core-stretches.ts';
import { CoreSweep } from './core-sweep.ts';

/** A thread counts on a core when it ran for at least this share of the time. */
const LEAST_SHARE = 0.05;

/** When threads were on one core, in columns: an interval between two samples of a thread each. */
interface Intervals {
  readonly fromUs: number[];
  readonly toUs: number[];
  readonly thread: number[];
  /** The share of it in which the thread ran. */
  readonly share: number[];
}

/** Who ran on each core and when, by core. An interval’s CPU is the one that was seen at its end. */
export function byCore({ threads }: Pick<Timeline, 'threads'>): Map<number, CoreStretches> {
  const cores = new Map<number, Intervals>();
  threads.forEach(({ atUs, cpu: cpus, runUs }, thread) => {
    for (let sample = 1; sample < atUs.length; sample++) {
      const [fromUs, toUs] = [atUs[sample - 1] as number, atUs[sample] as number];
      const share = toUs > fromUs ? Math.min(1, (runUs[sample] ?? 0) / (toUs - fromUs)) : 0;
      const cpu = cpus[sample] ?? null;
      if (cpu === null || share < LEAST_SHARE) continue;
      const there = cores.get(cpu) ?? { fromUs: [], toUs: [], thread: [], share: [] };
      cores.set(cpu, there);
      there.fromUs.push(fromUs);
      there.toUs.push(toUs);
      there.thread.push(thread);
      there.share.push(share);
    }
  });
  const ordered = [...cores].sort(([a], [b]) => a - b);
  return new Map(ordered.map(([cpu, there]) => [cpu, stretchesOf(there)]));
}

function stretchesOf({ fromUs, toUs, thread, share }: Intervals): CoreStretches {
  const sweep = new CoreSweep();
  const order = fromUs.map((_, interval) => interval);
  order.sort((a, b) => (fromUs[a] as number) - (fromUs[b] as number));
  for (const interval of order) {
    sweep.advance(fromUs[interval] as number);
    sweep.begin({
      thread: thread[interval] as number,
      share: share[interval] as number,
      untilUs: toUs[interval] as number,
    });
  }
  sweep.advance(Number.POSITIVE_INFINITY);
  return sweep.stretches;
}
