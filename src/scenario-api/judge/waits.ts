import { countOf, formatNs, formatRatio } from '../../base/units.ts';
import type { ResultTable } from '../../model/scenario.ts';
import type { WorkerRecord } from '../../model/trial/observation.ts';
import { durationNs, runShare } from './checked.ts';
import type { Checked } from './claims.ts';
import { left, right } from './table.ts';

/** What the work `waits` finds out, in Node and in Python. */
export interface Waits {
  readonly waits: number;
  /** How many were under way at the same moment, at most. */
  readonly mostAtOnce: number;
  /** The sum of all waits, each from its own start to its end. */
  readonly waitedNs: number;
  /** The threads of its process; null where the kernel doesn't report them. */
  readonly threadsBefore: number | null;
  readonly threadsMeanwhile: number | null;
}

/** What a worker that repeats `waits` found out, or null where it didn't come that far. */
export function waitsOf({ finding }: WorkerRecord): Waits | null {
  return finding as Waits | null;
}

/** So many of them, at most, were under way at the same moment: all, or one. */
export function underWay(many: 'all' | 'one', worker: WorkerRecord): Checked {
  const found = waitsOf(worker);
  const wanted = many === 'all' ? (found?.waits ?? '?') : 1;
  return {
    expected: `${wanted} at once`,
    observed:
      found === null
        ? 'unknown'
        : `${found.mostAtOnce} at once: ${formatNs(found.waitedNs)} of waits in ${formatNs(durationNs(worker))}`,
    holds: found === null ? null : found.mostAtOnce === wanted,
  };
}

/** The process has as many threads as before, or fewer. */
export function noThreadMore(worker: WorkerRecord): Checked {
  const { threadsBefore = null, threadsMeanwhile = null } = waitsOf(worker) ?? {};
  const isKnown = threadsBefore !== null && threadsMeanwhile !== null;
  return {
    expected: `at most ${countOf(threadsBefore ?? 0, 'thread')}, as before`,
    observed: isKnown ? countOf(threadsMeanwhile, 'thread') : 'unknown',
    holds: isKnown ? threadsMeanwhile <= threadsBefore : null,
  };
}

/** The waits of each worker: how many were under way at once, and what that took. */
export function waitTable(title: string, workers: readonly WorkerRecord[]): ResultTable {
  return {
    title,
    columns: [
      left('how'),
      right('waits'),
      right('at once'),
      right('waited'),
      right('took'),
      right('threads'),
      right('busy'),
    ],
    rows: workers.map((worker) => {
      const found = waitsOf(worker);
      return [
        worker.name,
        `${found?.waits ?? '?'}`,
        `${found?.mostAtOnce ?? '?'}`,
        formatNs(found?.waitedNs ?? null),
        formatNs(durationNs(worker)),
        `${found?.threadsMeanwhile ?? '?'}`,
        formatRatio(runShare(worker)),
      ];
    }),
  };
}
