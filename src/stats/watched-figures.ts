/** What a verdict on a program rests on of which nobody knows how many cores it wants: what its busy threads did. */
export interface WatchedFigures {
  /** Busy threads at a time, on average. One alone isn't parallel. */
  readonly alive: number;
  /** Cores that they kept busy. */
  readonly r: number;
  /** Cores that they wanted and didn't get. */
  readonly d: number;
  /** Voluntary switches a second (stats/switch-rate); null where unknown. */
  readonly switchRate: number | null;
  /** How often those that hardly block are switched away from (stats/busy-threads); null where unknown. */
  readonly yieldRate: number | null;
  /** The share of the time in which two cores or more were busy, as samples saw it. */
  readonly overlap: number;
  /** The share of all that they ran and were queued that is the busiest one's. */
  readonly mostOfOne: number;
  /** CPUs that were idle meanwhile; null where unknown. */
  readonly idleCpus: number | null;
  /** The share of the time that a busy thread lived, on average. */
  readonly meanLife: number;
  /** What they waited for; null where most of that is unknown. */
  readonly waits: WaitShares | null;
  /** How many threads of the program waited for a file's lock at a time, on average, whether or not they did the work. */
  readonly atFileLock: number;
  /** How many threads waited, on average, for a lock that one of the busy ones holds again and again. */
  readonly keptOut: number;
  /** Whether they are threads of one interpreter that lets one of them run at a time. */
  readonly haveGlobalLock: boolean;
  /** Whether they may be a team of an OpenMP library. */
  readonly isOpenmpTeam: boolean;
}

/** What busy threads waited for. Shares of the time in which they were blocked, as samples found them. */
export interface WaitShares {
  /** How many of them were blocked at a time, on average. */
  readonly blocked: number;
  /** At the one lock at which they waited longest, and several of them did. */
  readonly oneLock: number;
  /** How many of them waited there. */
  readonly oneLockThreads: number;
  /** At words that are known to be locks: mutexes, the GIL. The others may as well be barriers, or empty queues. */
  readonly mutex: number;
  /** At words of their own, beside others of their process: a runtime may park each thread at one, whoever has the lock. */
  readonly ownWords: number;
  /** The same, but for some time at most: as in a sleep. */
  readonly naps: number;
  /** At any of these, or at a file’s lock. */
  readonly anyLock: number;
  /** For a lock on a file, of these. */
  readonly fileLock: number;
  readonly sleep: number;
  /** In event loops, or for children: nothing was there for them to do. */
  readonly idling: number;
  /** In reads and writes of pipes, sockets and the like: for what others hand over. */
  readonly handing: number;
}
