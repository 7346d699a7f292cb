import { formatCpuList } from '../../base/cpu-list.ts';
import { countOf, formatRatio, formatShare } from '../../base/units.ts';
import type { Conditions, Kind } from '../../model/observation.ts';
import type { WatchedThreadRecord } from '../../model/watch.ts';
import { meanAlive } from '../../stats/busy-threads.ts';
import { kindOf } from '../../stats/parallelism.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { causesAround, wasStopped } from '../causes.ts';

/** Fewer threads than this at a time, on average, is one. */
const SEVERAL = 1.5;
/** Under a lock somebody runs most of the time, busy neighbours or not. */
const LOCK_HELD = 0.5;
/** Those who wait for a lock are blocked: together its threads want little more than the core of the one that holds it. */
const LOCK_WANTS = 1.5;

/** What was seen of a program, in figures. */
export interface WatchedFigures {
  readonly durationNs: number;
  readonly threads: readonly WatchedThreadRecord[];
  /** CPU time (ns) beyond that of the threads; null where it can't be known. */
  readonly unseenNs: number | null;
  readonly conditions: Conditions;
  /** CPUs that the machine has for us. */
  readonly cpus: number;
  readonly quotaCpus: number | null;
  /** What each process ran, by its PID. */
  readonly programs: ReadonlyMap<number, string>;
  /** Whether the kernel keeps schedstat. */
  readonly hasSchedstat: boolean;
}

export interface WatchVerdict {
  readonly r: number | null;
  readonly d: number | null;
  readonly kind: Kind | null;
  readonly because: string;
  readonly causes: readonly string[];
  readonly busyThreads: number;
}

interface Judged {
  readonly figures: WatchedFigures;
  readonly busy: readonly WatchedThreadRecord[];
  /** How many of those there were at a time. */
  readonly alive: number;
  readonly switches: number | null;
}

/** What follows from what was seen of a program. Pure. */
export function judgeWatched(figures: WatchedFigures): WatchVerdict {
  const { durationNs, threads, unseenNs, hasSchedstat, conditions } = figures;
  const busy = threads.filter(({ isBusy }) => isBusy);
  if (!hasSchedstat || threads.length === 0) {
    const because = hasSchedstat
      ? 'it was over before anything could be seen of it'
      : 'the kernel doesn’t tell here how long threads run';
    return { r: null, d: null, kind: null, because, causes: [], busyThreads: 0 };
  }
  const seenNs = threads.reduce((sum, { runNs }) => sum + runNs, 0);
  const r = (seenNs + (unseenNs ?? 0)) / durationNs;
  const d = threads.reduce((sum, { runDelayNs }) => sum + runDelayNs, 0) / durationNs;
  const worked = workedBy(busy, figures);
  const alive = meanAlive(busy.map(lifeOf), durationNs);
  const switches = switchesPerSecond(busy);
  const kind = kindOfProgram(
    alive,
    worked.r,
    worked.d,
    switches === null ? null : switches / Math.max(Math.min(worked.r, 1), 0.01),
  );
  const isHeldBack =
    kind === 'STARVED' ||
    (kind === 'MIXED' && d >= THRESHOLDS.idle) ||
    (kind !== 'PARALLEL' && wasStopped(conditions));
  const isLong = durationNs >= THRESHOLDS.shortestWatchNs;
  const wantedCpus = kind === 'STARVED' ? Math.round(alive) : 0;
  const causes = isHeldBack && isLong ? causesOfProgram(figures, busy, wantedCpus, d) : [];
  const found = { r, d, kind, causes, busyThreads: busy.length };
  return { ...found, because: becauseOf({ kind, causes, ...worked }, { figures, busy, alive, switches }) };
}

/**
 * R and D of those who did the work, and of those whom nobody saw: many that are asleep most of the time can wait for cores
 * together longer than the few wanted one.
 */
function workedBy(busy: readonly WatchedThreadRecord[], { durationNs, unseenNs }: WatchedFigures) {
  const ranNs = busy.reduce((sum, { runNs }) => sum + runNs, unseenNs ?? 0);
  return { r: ranNs / durationNs, d: busy.reduce((sum, { runDelayNs }) => sum + runDelayNs, 0) / durationNs };
}

/** One thread alone isn't parallel, however busy it is, and however long it had to wait for its core. */
function kindOfProgram(alive: number, r: number, d: number, switches: number | null): Kind {
  const kind = kindOf(Math.max(1, alive), r, d, switches);
  const isAlone = alive < SEVERAL && r <= THRESHOLDS.oneCore;
  if (isAlone && kind !== 'WAITING') return 'MIXED';
  // Whoever holds a lock runs: threads that are mostly asleep and wake together wait for a core, but share no lock.
  return kind === 'SERIALISED' && (r < LOCK_HELD || r + d >= LOCK_WANTS) ? 'MIXED' : kind;
}

/** Voluntary switches of each busy thread in a second of its life, on average; null where none was read. */
function switchesPerSecond(busy: readonly WatchedThreadRecord[]): number | null {
  const known = busy.filter(({ voluntarySwitches }) => voluntarySwitches !== null);
  const seconds = known.reduce((sum, thread) => sum + lifeOf(thread).lifeNs, 0) / 1e9;
  if (seconds <= 0) return null;
  return known.reduce((sum, { voluntarySwitches }) => sum + (voluntarySwitches ?? 0), 0) / seconds;
}

/** @param wantedCpus how many CPUs its threads would use at once, or 0 where they aren’t known to be starved */
function causesOfProgram(
  { conditions, cpus, quotaCpus }: WatchedFigures,
  busy: readonly WatchedThreadRecord[],
  wantedCpus: number,
  d: number,
): string[] {
  const allowed = [...new Set(busy.flatMap(({ allowedCpus }) => allowedCpus ?? []))].sort((a, b) => a - b);
  const usable = allowed.length === 0 ? cpus : allowed.length;
  const isThrottled = (conditions.throttledPeriods ?? 0) > 0;
  const waitedBesideIdle = Math.min(d, conditions.idleCpus ?? 0) > THRESHOLDS.idleWhileWaiting * wantedCpus;
  const isUnseen = wantedCpus > 0 && usable >= wantedCpus && !isThrottled && waitedBesideIdle;
  const around = causesAround(conditions, usable, isUnseen).map((cause) =>
    cause.startsWith('quota:') && quotaCpus !== null
      ? `${cause} (${formatRatio(quotaCpus)} CPUs are allowed)`
      : cause,
  );
  if (usable >= wantedCpus) return around;
  const who = countOf(busy.length, 'busy thread');
  const where = `${countOf(usable, 'CPU')} (${formatCpuList(allowed)})`;
  return [usable < cpus ? `affinity: ${who} may use ${where}` : `${who} share ${where}`, ...around];
}

function becauseOf(
  { r, d, kind, causes }: { r: number; d: number; kind: Kind; causes: readonly string[] },
  seen: Judged,
): string {
  const { figures, busy, switches } = seen;
  const threads = countOf(busy.length, 'thread');
  const why = causes.length === 0 ? '' : `: ${causes.join('; ')}`;
  switch (kind) {
    case 'PARALLEL':
      return r > 1
        ? `${threads} kept ${formatRatio(r)} cores busy: more than one at once`
        : `${threads} ran whenever they were there, ${formatRatio(r)} cores’ worth in all`;
    case 'STARVED':
      return `${threads} wanted ${formatRatio(r + d)} cores and got ${formatRatio(r)}${why}`;
    case 'SERIALISED':
      return `${threads}, one core busy (R ${formatRatio(r)}), ${Math.round(switches ?? 0)} voluntary switches a second each: ${lockOf(figures, busy)}`;
    case 'WAITING':
      return `${countOf(figures.threads.length, 'thread')} ran ${formatShare(r)} of one core: the rest was waiting for input, output, timers or each other${why}`;
    case 'MIXED':
      return mixedBecause({ r, d, why }, seen);
  }
}

function mixedBecause(
  { r, d, why }: { readonly r: number; readonly d: number; readonly why: string },
  { figures, busy, alive }: Judged,
): string {
  const threads = countOf(busy.length, 'thread');
  const isOneCore = r + d >= THRESHOLDS.oneWanted && r <= THRESHOLDS.oneCore;
  if (isOneCore && busy.length === 1) {
    const waited = d >= THRESHOLDS.idle ? `, and waited for its core (D ${formatRatio(d)})` : '';
    return `one thread did all the work (R ${formatRatio(r)})${waited}: a second core has nothing to do${bound(busy, figures)}${why}`;
  }
  if (alive < SEVERAL && busy.length > 1) {
    return `${threads} did the work, mostly one after the other (R ${formatRatio(r)})${bound(busy, figures)}${why}`;
  }
  if (busy.length === 1) {
    return `one thread did all the work, and was waiting for the rest of the time (R ${formatRatio(r)})${bound(busy, figures)}${why}`;
  }
  return `${threads} did the work, at ${formatRatio(r)} cores on average: neither all of them at once nor one at a time${why}`;
}

/** Said of a program that may use one CPU of several: it may have counted them before it began. */
function bound(busy: readonly WatchedThreadRecord[], { cpus }: WatchedFigures): string {
  const allowed = [...new Set(busy.flatMap(({ allowedCpus }) => allowedCpus ?? []))];
  return allowed.length === 1 && cpus > 1 ? `, and it may use CPU ${allowed[0]} alone` : '';
}

/** What several threads that take turns share. */
function lockOf({ programs }: WatchedFigures, busy: readonly WatchedThreadRecord[]): string {
  const pids = [...new Set(busy.map(({ pid }) => pid))];
  if (pids.length > 1) return 'processes that wait for each other: a pipe, a queue or a lock';
  const program = programs.get(pids[0] ?? 0) ?? '';
  return /^(python|pypy)/.test(program)
    ? 'one lock, and in Python that is the GIL'
    : 'one lock, or sleeps that happen to add up to one core';
}

function lifeOf({ firstSeenNs, lastSeenNs, runNs, runDelayNs }: WatchedThreadRecord) {
  return { lifeNs: lastSeenNs - firstSeenNs, runNs, runDelayNs };
}
