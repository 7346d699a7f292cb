import { maxOf, minOf } from '../../base/extremes.ts';
import { livesOutside } from '../../model/engines/engine-names.ts';
import { ENGINES } from '../../model/engines/engines.ts';
import type { Observation } from '../../model/trial/observation.ts';
import type { Share } from '../../model/trial/workload.ts';
import type { Conducted } from '../trial/trial.ts';
import type { WorkerHandle } from '../trial/workers/worker-handle.ts';

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
export function profileOf({ observation, workers, ...conducted }: Conducted): Profile | null {
  const { wallNs, state } = observation;
  if (state !== 'ok' || wallNs === null) return null;
  const warmUps = workers.flatMap(({ warmUp }) => warmUp ?? []);
  // A program that starts its workers itself was there before, as ours was.
  const launches = warmUps.flatMap(({ launchedNs }) => launchedNs ?? []);
  const launchNs = launches.length === 0 ? conducted.launchNs : minOf(launches);
  return {
    startupNs: maxOf(warmUps.map(({ loadedNs }) => loadedNs)) - launchNs,
    firstResultNs: minOf(warmUps.map(({ firstResultNs }) => firstResultNs)) - launchNs,
    transferNs: handingOverNs(workers) + bringingBackNs(workers),
    workNs: wallNs,
    cpuNs: cpuOf(workers),
    pssBytesPerWorker: memoryOf(observation, addedBy(workers, conducted.addedBytes)),
    roundTripNs: warmUps.find(({ roundTripNs }) => roundTripNs !== null)?.roundTripNs ?? null,
    results: inOrder(workers),
  };
}

/** From the first inputs' leaving to the last ones' arrival. */
function handingOverNs(workers: readonly WorkerHandle[]): number {
  return span(
    workers.flatMap(({ inputsSentNs }) => inputsSentNs ?? []),
    workers.flatMap(({ warmUp }) => warmUp?.inputsNs ?? []),
  );
}

/** From the first results' leaving to the last ones' arrival. */
function bringingBackNs(workers: readonly WorkerHandle[]): number {
  return span(
    workers.flatMap(({ results }) => results?.sentNs ?? []),
    workers.flatMap(({ results }) => results?.arrivedNs ?? []),
  );
}

function span(starts: readonly number[], ends: readonly number[]): number {
  return starts.length === 0 || ends.length === 0 ? 0 : maxOf(ends) - minOf(starts);
}

/** CPU time from the first worker's start to the last one's end: of each fork by itself, of our process once. */
function cpuOf(workers: readonly WorkerHandle[]): number | null {
  const used = workers.flatMap(({ usage }) =>
    usage?.cpuBeforeNs == null || usage.cpuAfterNs === null
      ? []
      : [[usage.cpuBeforeNs, usage.cpuAfterNs] as const],
  );
  if (used.length < workers.length) return null;
  if (workers.every(({ slot }) => ENGINES[slot.engine].home === 'processes'))
    return used.reduce((sum, [from, to]) => sum + to - from, 0);
  return maxOf(used.map(([, to]) => to)) - minOf(used.map(([from]) => from));
}

/** What workers that share a process have added to it: ours, or another. */
function addedBy(workers: readonly WorkerHandle[], toOurs: number | null): number | null {
  const isOutside = workers.some(({ slot }) => livesOutside(slot.engine));
  return isOutside ? (workers.find(({ results }) => results !== null)?.results?.addedBytes ?? null) : toOurs;
}

/** Each process' own share of memory; for workers of one process, what came with them, divided among them. */
function memoryOf({ workers }: Observation, addedBytes: number | null): number | null {
  const own = workers.flatMap(({ pssBytes }) => pssBytes ?? []);
  if (own.length === workers.length) return own.reduce((sum, bytes) => sum + bytes, 0) / own.length;
  // Ours may have given memory back meanwhile: then nothing can be said of theirs.
  return addedBytes === null || addedBytes <= 0 ? null : addedBytes / workers.length;
}

function inOrder(workers: readonly WorkerHandle[]): unknown[] {
  const values: unknown[] = [];
  for (const { slot, results } of workers) {
    const { first = 0, stride = 1 } = (slot.work.params.share ?? {}) as Partial<Share>;
    results?.values.forEach((result, unit) => {
      values[first + unit * stride] = result;
    });
  }
  return values;
}
