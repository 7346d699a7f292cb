import type { Json } from '../model/json.ts';
import type { Host } from '../model/trial/workload.ts';

/** Where the workers’ beats lie in the shared memory: behind everything else, and far from one another. */
const FIRST_BEAT = 8192;
const BEAT_CELLS = 1024;

/** What two workers’ samples took (ns a step), while the other ran too and while it didn’t. */
export interface Company {
  /** Runs and times a sample of `steps` steps. It should take 10 to 50 us: much less than the kernel’s time slices. */
  sample(steps: number, run: (steps: number) => void): void;
  /** { together, alone }: how many samples, the median, and the 10th percentile of them. */
  finding(): Record<'together' | 'alone', Json>;
}

/**
 * After each sample a worker beats, and looks whether the other has beaten since: then both ran. So neighbours who take
 * a core away change how many samples there are of either kind, not what they say.
 * @param me 0 or 1
 */
export function inCompany({ shared }: Pick<Host, 'shared'>, me: number): Company {
  if (shared === null) throw new Error('it needs workers that share memory: run it on threads');
  const cells = new Int32Array(shared);
  const [mine, others] = [me, 1 - me].map((worker) => FIRST_BEAT + worker * BEAT_CELLS) as [number, number];
  const together: number[] = [];
  const alone: number[] = [];
  let seen = 0;
  return {
    sample(steps, run) {
      const startMs = performance.now();
      run(steps);
      const ns = ((performance.now() - startMs) * 1e6) / steps;
      Atomics.add(cells, mine, 1);
      const beats = Atomics.load(cells, others);
      (beats === seen ? alone : together).push(ns);
      seen = beats;
    },
    finding: () => ({ together: figures(together), alone: figures(alone) }),
  };
}

function figures(samples: readonly number[]): Json {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? null;
  return { samples: sorted.length, medianNs: at(0.5), fastNs: at(0.1) };
}
