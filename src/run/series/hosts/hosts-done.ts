import { ConcurError } from '../../../base/errors/errors.ts';
import { countOf } from '../../../base/units.ts';
import type { ParallelMapProgress } from '../../../model/parallel-map.ts';
import { sumOf } from '../../../stats/figures.ts';
import type { SeriesRun } from '../candidate.ts';
import type { Place } from '../interleave.ts';
import type { HostsCandidate } from './candidate.ts';

/** What came of one map on hosts. */
export interface HostsDone {
  readonly wallNs: number;
  readonly progress: ParallelMapProgress | null;
  readonly results: readonly unknown[];
}

export function runOf(
  { label, workers }: HostsCandidate,
  { round, turn }: Place,
  { wallNs, progress }: HostsDone,
): SeriesRun {
  const hosts = workedIn(progress);
  return {
    ...({ engine: 'hosts', label, workers, round, turn } as const),
    ...{ startupNs: 0, firstResultNs: wallNs, transferNs: 0, workNs: wallNs, totalNs: wallNs },
    // Each host's are of the time from its first unit to its last.
    r: sumOf(hosts.map(({ r }) => r)),
    d: sumOf(hosts.map(({ d }) => d)),
    ...{ cpuNs: null, pssBytesPerWorker: null, roundTripNs: null, lock: null, causes: [] },
    ...{ timeline: null, end: null },
  };
}

/** @throws ConcurError (WORKER_FAILED) where figures would be of more hosts than they are said to be */
export function checkWorked({ progress }: Pick<HostsDone, 'progress'>, wanted: number): void {
  const worked = workedIn(progress).length;
  if (worked <= wanted) return;
  throw new ConcurError(
    'WORKER_FAILED',
    `${countOf(worked, 'host')} worked where ${countOf(wanted, 'host')} ${wanted === 1 ? 'was' : 'were'} to`,
    {
      hint: 'Start no host meanwhile, and don’t stop concur scale: who isn’t heard of lets paused hosts work again.',
    },
  );
}

function workedIn(progress: ParallelMapProgress | null) {
  return (progress?.hosts ?? []).filter(({ done }) => done > 0);
}
