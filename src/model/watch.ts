import type { Cause } from './cause.ts';
import type { Conditions, Kind } from './observation.ts';
import type { DocumentHead } from './report.ts';
import type { Timeline } from './timeline.ts';

/** One thread of a watched program, over the time that it was seen. Null where it could not be read. */
export interface WatchedThreadRecord {
  readonly pid: number;
  /** The kernel's thread ID. */
  readonly tid: number;
  /** The kernel's name of it, 15 characters at most. */
  readonly comm: string;
  /** When it was first and last seen, in ns since the watch began. */
  readonly firstSeenNs: number;
  readonly lastSeenNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
  /** Neither running nor waiting for a core: the rest of the time in which it was seen. */
  readonly blockedNs: number;
  /** Looks per CPU (field 39 of stat). */
  readonly cpusSeen: Readonly<Record<string, number>>;
  /** Changes of CPU between one look and the next: a lower bound of the real number. */
  readonly migrations: number;
  readonly voluntarySwitches: number | null;
  readonly involuntarySwitches: number | null;
  /** Its affinity mask: the CPUs that it may run on. */
  readonly allowedCpus: readonly number[] | null;
  /** Whether it counts among those that did the work: see stats/busy-threads. */
  readonly isBusy: boolean;
}

/** How the watched command ended; null for a process that was only looked at. */
export interface CommandEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Everything that `concur watch` saw. */
export interface WatchReport extends DocumentHead<'concur/watch@1'> {
  readonly thresholds: Readonly<Record<string, number>>;
  /** The command and its arguments, or null where a process was watched that was already there. */
  readonly command: readonly string[] | null;
  readonly pid: number;
  readonly end: CommandEnd | null;
  readonly durationNs: number;
  /** Between two looks, as it was meant. */
  readonly intervalMs: number;
  readonly looks: number;
  /** Those that ran most first. */
  readonly threads: readonly WatchedThreadRecord[];
  /** Threads that were seen, but are not in the list: those that ran least. */
  readonly omittedThreads: number;
  /** CPU time (ns) that the kernel charged to the program beyond what was seen of its threads; null where it can't be known. */
  readonly unseenNs: number | null;
  /** Cores kept busy, on average, unseen threads included. */
  readonly r: number | null;
  /** Cores wanted and not got, on average. */
  readonly d: number | null;
  readonly kind: Kind | null;
  readonly because: string;
  /** What held it back. */
  readonly causes: readonly Cause[];
  /** How many threads did the work. */
  readonly busyThreads: number;
  /** The share of the time in which 0, 1, 2 … cores were busy (rounded); adds up to 1. */
  readonly coresBusy: readonly number[];
  readonly conditions: Conditions;
  readonly timeline: Timeline | null;
}
