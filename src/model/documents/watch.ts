import type { Cause } from '../cause.ts';
import type { Ceiling, Phase } from '../phases.ts';
import type { Count, CpuId, CpusSeen, Fraction, NonNegative } from '../quantities.ts';
import type { RequirementResult } from '../requirement.ts';
import type { Conditions, Kind } from '../trial/observation.ts';
import type { Timeline } from '../trial/timeline.ts';
import type { DeadlockedThread, UnreadWaits, WaitedFor, WaitedLock, Waits } from '../waits.ts';
import type { CommandEnd } from './command-run.ts';
import type { DocumentHead } from './report.ts';

/** One thread of a watched program, over the time that it was seen. Null where it could not be read. */
export interface WatchedThreadRecord {
  readonly pid: Count;
  /** The kernel's thread ID. */
  readonly tid: Count;
  /** The kernel's name of it, 15 characters at most. */
  readonly comm: string;
  /** When it was first seen, in ns since the watch began. */
  readonly firstSeenNs: NonNegative;
  /** When it was last seen, in ns since the watch began. */
  readonly lastSeenNs: NonNegative;
  /** Running, in ns. */
  readonly runNs: NonNegative;
  /** Queued: runnable, but waiting for a CPU (run-queue wait), in ns. */
  readonly runDelayNs: NonNegative;
  /** Neither running nor queued, in ns: the rest of the time in which it was seen. */
  readonly blockedNs: NonNegative;
  /** What it was blocked in: adds up to `blockedNs`. */
  readonly waits: Waits;
  readonly cpusSeen: CpusSeen;
  /** Changes of CPU between one sample and the next: a lower bound of the real number. */
  readonly migrations: Count;
  /** Context switches of its own accord: it blocked. */
  readonly voluntarySwitches: Count | null;
  /** Context switches that it was made to take: it was preempted. */
  readonly involuntarySwitches: Count | null;
  /** Its affinity mask: the CPUs that it may run on. */
  readonly allowedCpus: readonly CpuId[] | null;
  /** Whether it counts among those that did the work. */
  readonly isBusy: boolean;
}

/** Threads that were there, and that nobody could follow. */
export interface UnfollowedThreads {
  /** How many. */
  readonly threads: Count;
  /** Why they could not be followed, in words. */
  readonly why: string;
}

/** A process that went on after its parent had ended: a daemon, or one that was left in the background. */
export interface DetachedProcess {
  readonly pid: Count;
  /** The kernel's name of its main thread. */
  readonly comm: string;
  /** Running, in ns, all its threads together, as far as they were seen. */
  readonly runNs: NonNegative;
  /** Whether it was still there at the end of the watch. */
  readonly isThere: boolean;
}

/** Threads or processes too short-lived for a sample, which used most of the program's CPU time. */
export interface ShortLives {
  readonly of: 'threads' | 'processes' | 'both';
  /** CPU time (ns) that they used, as the kernel charged it (/proc/PID/stat, utime to cstime); of those too that a sample saw. */
  readonly cpuNs: NonNegative;
  /** The share of all CPU time of the program that no sample saw. */
  readonly unseenShare: Fraction;
  /** How many ran at a time, on average: their CPU time ÷ the time. */
  readonly atATime: NonNegative;
  /** Whether more may have wanted to run: no CPU was left for them, and how long the ended were queued is not recorded. */
  readonly mayBeMore: boolean;
}

/** What `concur watch` saw. */
export interface WatchReport extends DocumentHead<'concur/watch@1'> {
  /** The limits that the verdict rests on, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** The command and its arguments, or null where a process was watched that was already there. */
  readonly command: readonly string[] | null;
  /** The program’s first process. */
  readonly pid: Count;
  /** Null for a process that wasn’t started by concur. */
  readonly end: CommandEnd | null;
  readonly durationNs: NonNegative;
  /** The sampling interval that was aimed at, in ms. */
  readonly intervalMs: NonNegative;
  /** How many samples were taken. */
  readonly samples: Count;
  /** Those that ran most first. */
  readonly threads: readonly WatchedThreadRecord[];
  /** Threads that were seen, but are not in the list: those that ran least. */
  readonly omittedThreads: Count;
  /** Threads that were there, but could not be followed: their times are in none of the figures but `unseenNs`. Null where there are none. */
  readonly unfollowed: UnfollowedThreads | null;
  /** CPU time (ns) that the kernel charged to the program beyond what was seen of its threads; null where it can't be known. */
  readonly unseenNs: NonNegative | null;
  /** Processes that left the program and went on, those that ran most first. Their threads are in the list, and in all figures but `unseenNs`. */
  readonly detached: readonly DetachedProcess[];
  /** Null where samples saw at least half of the CPU time. */
  readonly shortLives: ShortLives | null;
  /** CPUs utilised, on average, unseen threads included. */
  readonly r: NonNegative | null;
  /** Runnable but waiting, in CPUs, on average: run-queue wait ÷ time. */
  readonly d: NonNegative | null;
  readonly kind: Kind | null;
  /** The verdict’s reason, in words. */
  readonly because: string;
  /** What held it back. */
  readonly causes: readonly Cause[];
  /** How many threads did the work. */
  readonly busyThreads: Count;
  /** The shares of the time in which 0, 1, 2 … CPUs were busy (rounded); they add up to 1. */
  readonly coresBusy: readonly Fraction[];
  /** What all threads were blocked in, in ns. */
  readonly waits: Waits;
  /** What they waited for, one by one, those that took longest first. */
  readonly waitedFor: readonly WaitedFor[];
  /** The locks at which threads were blocked, those that took longest first. */
  readonly locks: readonly WaitedLock[];
  /** Threads that wait for each other in a circle; null where none were found. */
  readonly deadlock: readonly DeadlockedThread[] | null;
  /** Threads of which it isn’t known what they wait for; null where there are none. */
  readonly waitsUnread: UnreadWaits | null;
  /** The run in stretches of a different use of cores, one after the other; empty where it was too short to cut. */
  readonly phases: readonly Phase[];
  /** Whether the verdict is that its phases differ: `kind` is MIXED then, and `because` names them. */
  readonly byPhases: boolean;
  /** Null where no time was seen that more cores couldn’t shorten, or where that can’t be known. */
  readonly ceiling: Ceiling | null;
  /** What was required of the program (`--require`), and what came of it. */
  readonly requirements: readonly RequirementResult[];
  readonly conditions: Conditions;
  /** Where the threads ran; null where nothing was seen of them. */
  readonly timeline: Timeline | null;
}
