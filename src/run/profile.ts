import type { Observation } from '../model/observation.ts';
import type { Share } from '../model/workload.ts';
import type { LivingWorker } from './living-worker.ts';
import type { Conducted } from './trial.ts';

/** The phases of one trial's workers, apart. Times in ns; null where something could not be read or didn't happen. */
export interface Profile {
  /** From the launch until every worker had loaded its work. */
  readonly startupNs: number;
  /** From the launch until the first worker had done its first unit, cold. */
  readonly firstResultNs: number;
  /** Inputs handed over and results brought back, each the slowest worker's. */
  readonly transferNs: number;
  /** From the first start of work to the last end. */
  readonly workNs: number;
  readonly cpuNs: number | null;
  readonly pssBytesPerWorker: number | null;
  readonly roundTripNs: number | null;
  /** What each unit gave, by its index. */
  readonly results: readonly unknown[];
}

/** Folds a trial that was profiled. Null where it didn't come to its end. */
export function profileOf({ observation, workers, launchNs, usage }: Conducted): Profile | null {
  const { wallNs, state } = observation;
  if (state !== 'ok' || wallNs === null) return null;
  const warmUps = workers.flatMap(({ warmUp }) => warmUp ?? []);
  return {
    startupNs: Math.max(...warmUps.map(({ loadedNs }) => loadedNs)) - launchNs,
    firstResultNs: Math.min(...warmUps.map(({ firstResultNs }) => firstResultNs)) - launchNs,
    transferNs: slowest(workers, handingOver) + slowest(workers, ({ harvest }) => harvest?.transferNs),
    workNs: wallNs,
    cpuNs: cpuOf(workers) ?? usage?.cpuNs ?? null,
    pssBytesPerWorker: memoryOf(observation, usage?.pssBytes ?? null),
    roundTripNs: warmUps.find(({ roundTripNs }) => roundTripNs !== null)?.roundTripNs ?? null,
    results: inOrder(workers),
  };
}

function handingOver({ warmUp, inputsSentNs }: LivingWorker): number | null {
  if (warmUp?.inputsNs == null || inputsSentNs === null) return null;
  return warmUp.inputsNs - inputsSentNs;
}

function slowest(
  workers: readonly LivingWorker[],
  timeOf: (worker: LivingWorker) => number | null | undefined,
): number {
  return Math.max(0, ...workers.map((worker) => timeOf(worker) ?? 0));
}

/** CPU time of the workers' own processes; null where they are in ours. */
function cpuOf(workers: readonly LivingWorker[]): number | null {
  const each = workers.map(({ harvest }) => harvest?.processCpuNs ?? null);
  return each.reduce((sum, ns) => (sum === null || ns === null ? null : sum + ns), 0 as number | null);
}

/** Each process' own share of memory; for workers in our process, what came with them, divided among them. */
function memoryOf({ workers }: Observation, addedBytes: number | null): number | null {
  const own = workers.flatMap(({ pssBytes }) => pssBytes ?? []);
  if (own.length === workers.length) return own.reduce((sum, bytes) => sum + bytes, 0) / own.length;
  // Ours may have given memory back meanwhile: then nothing can be said of theirs.
  return addedBytes === null || addedBytes <= 0 ? null : addedBytes / workers.length;
}

function inOrder(workers: readonly LivingWorker[]): unknown[] {
  const results: unknown[] = [];
  for (const { slot, harvest } of workers) {
    const { first = 0, stride = 1 } = (slot.work.params.share ?? {}) as Partial<Share>;
    harvest?.results.forEach((result, unit) => {
      results[first + unit * stride] = result;
    });
  }
  return results;
}
