/**
 * Every threshold that a verdict rests on, in one place. They are printed with the result. Each came from repeated
 * runs of known situations (two pinned threads, one lock, quotas, competing burners) on a shared two-core machine.
 */
export const THRESHOLDS = {
  /** R, or R + D, from this share of the workers' number on counts as “all of them at once”. */
  parallelShare: 0.8,
  /** R up to here is “one core's worth”, for workers that take turns. */
  oneCore: 1.15,
  /** R below this is “hardly ran”. */
  idle: 0.2,
  /** Voluntary switches of each worker, in a second of running of all, from which handing over a lock is the likely reason. */
  lockSwitchesPerSecond: 20,
  /** R + D from here on is “somebody always wants to run”: under a lock, its holder does. */
  oneWanted: 0.8,
  /** How many times shorter a delay has to be than another to count as far shorter. */
  farShorter: 5,
  /** How much less than a required or claimed number of cores may be measured, as a share: no measuring is exact. */
  measuringSlack: 0.05,
  /** The least share of a CPU's time that each of two workers gets when they take turns on it. */
  fairShare: 0.35,
  /** A trial shorter than this (ns) says nothing of who was at work at the same time: starting takes its share. */
  shortestTrialNs: 100e6,
  /** In a shorter time than this (ns) the kernel's ticks of 10 ms say nothing of neighbours. */
  shortestWatchNs: 100e6,
  /** A run of a comparison whose work is shorter (ns) is lost in the noise of starting it. */
  shortestRunNs: 10e6,
  /** Others' use of our CPUs, as a share of them, from which the machine counts as busy. */
  busyShare: 0.3,
  /** A pause (ns) from which the run counts as disturbed. */
  longestPauseNs: 500e6,
  /** CPUs that stood idle, and as many waits for one, for each worker: from here on something unseen held them back. */
  idleWhileWaiting: 0.15,
  /** Steal, as a share of our CPUs' time, from which the machine counts as busy. */
  busySteal: 0.02,
} as const;
