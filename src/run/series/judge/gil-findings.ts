import type { RunLock } from '../../../model/documents/compared-run.ts';
import type { ComparedEngine } from '../../../model/documents/comparison.ts';
import type { GilFinding, ThreadCost } from '../../../stats/engines/engine-reason.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { verdictOf, wantsCoresAtOnce } from '../../../stats/verdict.ts';
import type { SeriesRun } from '../candidate.ts';

/** What threads of each Python did with its lock, where that can be told. */
export function gilFindings(
  results: readonly ComparedEngine[],
  runs: readonly SeriesRun[],
  work: string,
): GilFinding[] {
  return results.flatMap((result) => {
    const { engine, subject, label, workers, r } = result;
    if (engine !== 'threads' || subject?.interpreter == null || workers < 2 || r === null) return [];
    const kind = kindOf(
      result,
      runs.filter((run) => run.label === label),
    );
    if (kind === null) return [];
    const cost = kind === 'absent' ? costOf(result, results) : null;
    const { interpreter } = subject;
    return { kind, work, label, interpreter, workers, r, d: result.d ?? 0, cost };
  });
}

/** Processes share cores as threads do, and no objects; what a loop takes is the next best to hold them against. */
function costOf(threads: ComparedEngine, all: readonly ComparedEngine[]): ThreadCost | null {
  const path = threads.subject?.interpreterPath;
  for (const than of ['processes', 'loop'] as const) {
    const other = all.find(
      ({ engine, subject, workers }) =>
        engine === than && workers === threads.workers && subject?.interpreterPath === path,
    );
    if (other?.cpuNs == null || other.cpuNs === 0 || threads.cpuNs === null) continue;
    const ratio = threads.cpuNs / other.cpuNs;
    return ratio < THRESHOLDS.costlyThreads ? null : { ratio, than };
  }
  return null;
}

function kindOf(threads: ComparedEngine, runs: readonly SeriesRun[]): GilFinding['kind'] | null {
  const { subject, workers, lock, r, d } = threads;
  const seen = { wanted: workers, r: r ?? 0, d: d ?? 0, switchRate: null };
  const isAtOnce = wantsCoresAtOnce(verdictOf(seen));
  if (subject?.hasGil === false) return isAtOnce ? 'absent' : null;
  if (lock?.isGil === true && waitsThere(lock, threads)) return 'holds';
  // Of those that are queued nobody knows where they would have waited.
  if (lock?.isGil === false && waitsThere(lock, { ...threads, d: 0 })) return 'waits-elsewhere';
  const ofLock = runs.filter(({ causes }) => causes.some(({ kind }) => kind === 'lock'));
  if (ofLock.length > 0 && ofLock.length >= runs.length * THRESHOLDS.usualShare) return 'one-at-a-time';
  const isParallel = verdictOf(seen) === 'PARALLEL';
  // Beside neighbours threads are queued that take turns, too.
  return isParallel || (isAtOnce && !waitsAtAll(lock, workers)) ? 'releases' : null;
}

/** All but the one that runs, and those that are queued. */
function waitsThere({ waiting }: RunLock, { workers, d }: ComparedEngine): boolean {
  const most = Math.max(0, workers - 1 - (d ?? 0));
  return waiting >= THRESHOLDS.waitAtOneLock * most && waiting >= THRESHOLDS.fewestAtOneLock * (workers - 1);
}

function waitsAtAll(lock: RunLock | null, workers: number): boolean {
  return lock !== null && lock.waiting >= THRESHOLDS.fewestAtOneLock * (workers - 1);
}
