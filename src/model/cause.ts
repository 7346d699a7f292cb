import type { Count, CpuId, Fraction, NonNegative } from './quantities.ts';

/** What kept workers or threads from running, or a run from what it could have been. `kind` tells the causes apart. */
export type Cause =
  | QuotaCause
  | AffinityCause
  | StealCause
  | NeighboursCause
  | PauseCause
  | StoppedCause
  | UnseenCause
  | ImbalanceCause
  | LockCause
  | ContentionCause
  | SpinningCause;

/** The kernel throttled our cgroup: CFS bandwidth control (Documentation/scheduler/sched-bwc.rst). */
export interface QuotaCause {
  readonly kind: 'quota';
  /** Periods in which it was throttled (nr_throttled of cpu.stat). */
  readonly throttledPeriods: Count;
  /** CPUs that the quota allows, a fraction perhaps; null where that wasn't read. */
  readonly cpus: NonNegative | null;
}

/** More threads wanted a CPU at once than there were CPUs for them. */
export interface AffinityCause {
  readonly kind: 'affinity';
  /**
   * `mask`: their affinity mask has fewer CPUs than the machine has for us. `pin`: we pinned them to fewer CPUs than they
   * are. `count`: nothing narrows them, there are just more threads than CPUs.
   */
  readonly narrowedBy: 'mask' | 'pin' | 'count';
  /** How many threads. */
  readonly threads: Count;
  /** The IDs of the CPUs that they share, ascending; null where those weren't read. */
  readonly cpus: readonly CpuId[] | null;
  /** How many CPUs they share. */
  readonly usableCpus: Count;
}

/** The hypervisor ran others on our CPUs (steal of /proc/stat). */
export interface StealCause {
  readonly kind: 'steal';
  /** The share of our CPUs' time, from 0 to 1. */
  readonly share: Fraction;
}

/** Other programs ran on our CPUs. */
export interface NeighboursCause {
  readonly kind: 'neighbours';
  /** CPUs’ worth of time that they used. */
  readonly cpus: NonNegative;
  /** How many CPUs are ours. */
  readonly ofCpus: Count;
}

/** Nobody ran for a while, not even who watched: a suspended machine, or one that is far too busy. */
export interface PauseCause {
  readonly kind: 'pause';
  /** The longest time (ns) without a sample, beyond the sampling interval. */
  readonly longestPauseNs: NonNegative;
}

/** A thread was seen stopped: SIGSTOP, Ctrl-Z or a debugger (state T or t of /proc/PID/stat). */
export interface StoppedCause {
  readonly kind: 'stopped';
  /** Of a watched program: who was stopped, and for how long. */
  readonly who?: StoppedThreads;
}

/** Threads that were seen stopped, of all that were seen. */
export interface StoppedThreads {
  readonly threads: Count;
  readonly ofThreads: Count;
  /** The processes of these threads. */
  readonly processes: Count;
  readonly ofProcesses: Count;
  /** How long (ns) the one that was stopped longest was seen so: from sample to sample, so it may have been longer. */
  readonly longestNs: NonNegative;
  /** Whether it was a tracer, such as a debugger or strace (state t): else SIGSTOP, Ctrl-Z or the like (state T). */
  readonly byTracer: boolean;
}

/** CPUs were idle while threads were queued: a limit applies that can't be seen from here. */
export interface UnseenCause {
  readonly kind: 'unseen';
  /** CPUs’ worth of time in which our CPUs were idle meanwhile. */
  readonly idleCpus: NonNegative;
}

/** Workers ended far apart: for the last of them a single core was busy. */
export interface ImbalanceCause {
  readonly kind: 'imbalance';
  /** The slowest worker's time ÷ the fastest one's. */
  readonly ratio: NonNegative;
}

/** A lock at which threads waited. */
export interface LockPlace {
  /** Its `id` among the document’s `locks`. */
  readonly id: string;
  readonly where: string;
  readonly symbol: string | null;
  readonly file: string | null;
  /** Whether it is the GIL of CPython. */
  readonly isGil: boolean;
  /** Whether its word says that somebody has it: those of condition variables, semaphores and barriers don’t. */
  readonly isMutex: boolean;
  /** How many of those that did the work waited there at a time, on average. */
  readonly waiting: NonNegative;
}

/** A lock that one thread has all the time. */
export interface HoggedLock {
  /** Null where others wait at words of their own. */
  readonly at: LockPlace | null;
  /** How many of the others waited at a time, on average. */
  readonly waiting: NonNegative;
}

/** Threads ran one at a time and handed over to each other. */
export interface LockCause {
  readonly kind: 'lock';
  /** Voluntary context switches of each thread in a second of its life; null where they weren't read. */
  readonly switchesPerSecond: NonNegative | null;
  /** Who handed over: threads of one process, of one Python process (the GIL), of one Ruby process (the GVL), or several processes (a pipe, a queue). */
  readonly between: 'threads' | 'python-threads' | 'ruby-threads' | 'processes';
  /** The lock at which they waited, as samples found them; null or missing where it isn’t known to be one. */
  readonly at?: LockPlace | null;
  /** What they mostly waited for beside locks, or at locks that differ from thread to thread; missing where it is unknown. */
  readonly by?: 'one-lock' | 'own-locks' | 'file-lock' | 'handing';
}

/** Several threads worked, but were blocked again and again: as around a lock, whose waiters may spin before they block. */
export interface ContentionCause {
  readonly kind: 'contention';
  /** Voluntary context switches of each thread in a second of its life. */
  readonly switchesPerSecond: NonNegative;
  /** Whether these are so many that contention is likely: waits for input or output are rarely as short. */
  readonly isLikely: boolean;
  /** Whose they are, as of a lock. */
  readonly between: LockCause['between'];
  /** As of a lock. */
  readonly at?: LockPlace | null;
}

/** Threads may have been busy with waiting for each other. */
export interface SpinningCause {
  readonly kind: 'spinning';
  /** `yields`: they gave their cores away, again and again (sched_yield). `openmp`: its runtime is loaded, whose threads spin while they wait. */
  readonly by: 'yields' | 'openmp';
  /** Involuntary context switches of threads that hardly block, in a second of their running time; null where they weren't read. */
  readonly preemptionsPerSecond: NonNegative | null;
  /** The file of the OpenMP library: `libgomp.so.1.0.0`; null where there is none. */
  readonly library: string | null;
}
