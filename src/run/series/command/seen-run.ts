import type { Cause } from '../../../model/cause.ts';
import { isDisturbed } from '../../../stats/disturbance.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { causesAround } from '../../causes.ts';
import type { RunContext } from '../../run-context.ts';
import type { WatchFindings } from '../../watch/fold.ts';
import type { SeriesRun } from '../candidate.ts';
import type { Place } from '../interleave.ts';
import { isDisturbance } from '../judge/disturbance.ts';
import type { CommandCandidate } from './candidate.ts';
import type { WatchedRun } from './run-command.ts';
import { beyondShell, type ShellStart } from './shell-start.ts';

/** What is kept of a run's watch. */
export type SeenRun = Pick<
  WatchFindings,
  'kind' | 'reason' | 'durationNs' | 'samples' | 'busyThreads' | 'waits' | 'phases' | 'ceiling' | 'detached'
>;

export function seenRun(findings: WatchFindings): SeenRun {
  const { kind, reason, durationNs, samples, busyThreads, waits, phases, ceiling, detached } = findings;
  return { kind, reason, durationNs, samples, busyThreads, waits, phases, ceiling, detached };
}

/** A run of a command as a series has it. */
export function seriesRun(
  { label, workers }: CommandCandidate,
  { round, turn }: Place,
  { end, wallNs, seen, findings }: WatchedRun,
  { shell, context }: { readonly shell: ShellStart; readonly context: RunContext },
): SeriesRun {
  const cpuNs = cpuOf(findings);
  return {
    engine: 'command',
    label,
    workers,
    round,
    turn,
    startupNs: shell.ns,
    firstResultNs: wallNs,
    transferNs: 0,
    workNs: beyondShell(wallNs, shell),
    totalNs: wallNs,
    r: cpuNs === null ? findings.r : cpuNs / wallNs,
    d: findings.d,
    cpuNs,
    pssBytesPerWorker: null,
    roundTripNs: null,
    lock: null,
    causes: causesIn(findings, seen.quotaCpus, context),
    timeline: null,
    end,
  };
}

/** Of all its threads and processes, those too that no sample saw; null where the kernel doesn't tell, or it was over too soon. */
function cpuOf({ threads, unseenNs }: WatchFindings): number | null {
  if (unseenNs === null || threads.length === 0) return null;
  return threads.reduce((sum, { runNs }) => sum + runNs, unseenNs);
}

/** What its verdict rests on, and what disturbed it all the same. */
function causesIn(
  { causes, conditions, durationNs }: WatchFindings,
  quotaCpus: number | null,
  { cpus }: RunContext,
): readonly Cause[] {
  if (durationNs < THRESHOLDS.shortestWatchNs || causes.some(isDisturbance)) return causes;
  if (!isDisturbed(conditions, cpus.length)) return causes;
  return [...causes, ...causesAround(conditions, { cpus: cpus.length, unseen: false, quotaCpus })];
}

/** What was seen of the run of the median time, by what tells the candidates apart. */
export function middleRuns<Key>(
  seen: ReadonlyMap<SeriesRun, SeenRun>,
  keyOf: (run: SeriesRun) => Key,
): Map<Key, SeenRun> {
  const sorted = [...seen].sort(([a], [b]) => a.totalNs - b.totalNs);
  const keys = new Set(sorted.map(([run]) => keyOf(run)));
  return new Map(
    [...keys].flatMap((key) => {
      const own = sorted.filter(([run]) => keyOf(run) === key);
      const [, middle] = own[Math.floor((own.length - 1) / 2)] ?? [];
      return middle === undefined ? [] : [[key, middle] as const];
    }),
  );
}
