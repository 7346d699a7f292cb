/**
 * Every threshold that a verdict rests on, in one place. They are printed with the result. Each came from repeated
 * runs of known situations (two pinned threads, one lock, quotas, competing burners) on a shared two-core machine.
 */
export const THRESHOLDS = {
  /** R, or R + D, from this share of the cores that are wanted on counts as “all of them at once”. */
  parallelShare: 0.8,
  /** R + D from this share on of the cores that are wanted is that of threads which never block: a lock's waiters reached 0.86. */
  neverBlocks: 0.9,
  /** R up to here is “one core's worth”, for workers that run one at a time. */
  oneCore: 1.15,
  /** R below this is “hardly ran”. */
  idle: 0.2,
  /** The switch rate (stats/switch-rate) from which handing over a lock is the likely reason. */
  lockSwitchesPerSecond: 20,
  /** As many switches of each thread in a second are contention, for a lock or for what others hand over. */
  contendedSwitchesPerSecond: 1000,
  /** So many involuntary switches of each thread in a second of its running time are no preemption: it gives its core away (sched_yield) and spins. */
  yieldsPerSecond: 10_000,
  /** Voluntary switches ÷ involuntary ones up to which a thread hardly ever blocks. */
  hardlyBlocks: 0.05,
  /** The share of the time that a thread lives on average from which threads aren't short-lived: what came after the last sample of each is little. */
  longLife: 0.25,
  /** The share of the time in which two cores or more may be busy under one lock: where one thread hands over to the next. */
  overlap: 0.15,
  /** A thread that did this share of the work did most of it: others hardly count. */
  mostOfTheWork: 0.75,
  /** R + D of threads, as a multiple of the CPUs that they may use, from which they crowd them. */
  crowded: 1.1,
  /** CPUs idle meanwhile from which whoever wanted one had one. */
  idleRoom: 0.3,
  /** R + D from here on is “somebody always wants to run”: under a lock, its holder does. */
  oneWanted: 0.8,
  /** Busy threads at a time, on average, from which there are several: fewer are one. */
  severalAlive: 1.5,
  /** R from which the threads of a program that was only watched may share a lock: somebody holds it most of the time. */
  lockHeld: 0.5,
  /** R + D from which they don't: who waits for a lock is blocked, so that all want little more than its holder's core. */
  lockWants: 1.5,
  /** R + D of two threads below which they run one at a time: 1.45 at most beside neighbours; without a lock 1.6 at least. */
  oneAtATime: 1.5,
  /** A thread that used this share of its process' CPU time did the work itself. */
  ownShare: 0.8,
  /** One that used less than this share had it done elsewhere. */
  elsewhereShare: 0.5,
  /** How many times longer than an empty call one has to run for its lock to be told from the loop's around it. */
  callOverEmpty: 3,
  /** The least share of the time, in the switch rate, in which somebody is taken to have run. */
  leastRunShare: 0.01,
  /** A thread is busy that wanted a core at least for this share of what the busiest one did. */
  busyOfBusiest: 0.2,
  /** One that ran less than this share of what the busiest one did, and was mostly blocked, is no worker, however long it was queued. */
  wokenOfBusiest: 0.05,
  /** Where only a thread's own life counts: it is busy if it wanted a core for this share of it. */
  busyOfLife: 0.1,
  /** How many times shorter a delay has to be than another to count as far shorter. */
  farShorter: 5,
  /** How much less than a required or claimed number of cores may be measured, as a share: no measuring is exact. */
  measuringSlack: 0.05,
  /** How much of a CPU may be missing where whole CPUs are counted: two free ones measured 1.93 to 2.00. */
  measuredCpuSlack: 0.1,
  /** The least share of a CPU's time that each of two workers gets when they share it. */
  fairShare: 0.35,
  /** A trial shorter than this (ns) says nothing of who was at work at the same time: starting takes its share. */
  shortestTrialNs: 100e6,
  /** So much longer (ns) has it to be for each of its workers: many are set off one after the other. */
  setOffNs: 3e6,
  /** In a shorter time than this (ns) the kernel's ticks of 10 ms say nothing of neighbours. */
  shortestWatchNs: 100e6,
  /** A command that was charged less CPU time (ns) than this proves nothing by it: it is charged in the kernel's ticks of 10 ms. */
  shortestChargeNs: 100e6,
  /** A run of a comparison whose work is shorter (ns) is lost in the noise of starting it. */
  shortestRunNs: 10e6,
  /** A gap between two samples of more than this share of the time may hide the end of a thread, and its delays with it. */
  longestGapShare: 0.15,
  /** CPU time in threads that nobody saw, as a share of all, from which the reader is warned. */
  unseenShare: 0.05,
  /** CPU time in threads that nobody saw, as a share of all, from which the verdict speaks of these. */
  shortLivesShare: 0.5,
  /** Change points: what a cut has to save, per column and log(bins), in units of the noise’s variance. BIC’s 1 is for independent noise; a scheduler’s isn’t. */
  cutPenalty: 3,
  /** The least noise (cores) in a bin that is assumed: smaller changes are never cuts. */
  leastNoise: 0.1,
  /** Phases whose R + D differs by less than this are alike, where they use their cores in one way. */
  nearCores: 0.35,
  /** Or by less than this share of the larger. */
  nearShare: 0.2,
  /** No phase is shorter than this share of the time: nobody would see it. */
  shortestPhase: 0.01,
  /** A use of cores that took this share of the time is worth a phase in the sentence. */
  toldPhases: 0.2,
  /** A phase of a smaller share of the time has no place in the sentence. */
  shortPhase: 0.1,
  /** Phases that took this share of the time are what a program did. */
  mostOfTheTime: 0.8,
  /** Fewer samples than this say nothing of how much of the time is serial: the error of a half would be over 20 %. */
  fewestSamples: 20,
  /** A figure whose standard error is a larger share of it than this says nothing. */
  mostError: 0.5,
  /** Less than this share of the time, and nothing is serial: the error of the clocks is as large. */
  leastSerial: 0.01,
  /** A thread that was there for less than this share of the time counts with these, where a sample saw it. */
  shortLife: 0.2,
  /** So many of these that samples saw tell of many more that none did. */
  fewShortLives: 5,
  /** The share of the time in which threads were blocked of which it has to be known what in, for a verdict to rest on it. */
  knownWaits: 0.5,
  /** The share of their blocked time at one lock, or in one kind of wait, from which it is what threads wait for. */
  mostlyWaits: 0.5,
  /** Of the busy threads but one, and but those that are queued, the share that waits at one lock, on average, from which they run one at a time. */
  waitAtOneLock: 0.6,
  /** And the share of all of these but one: of threads that are queued for most of the time, the few that are left say little. */
  fewestAtOneLock: 0.15,
  /** CPU time of threads ÷ that of processes, or of a loop, for the same work, from which they cost more: they contend for what they share. */
  costlyThreads: 1.5,
  /** How many times as long as they run those are blocked that mostly wait; neighbours don't change that. */
  blockedOverRun: 3,
  /** And at least for this share of their lives: whoever is queued for nearly all of it shows little of what it would do. */
  blockedOfLife: 0.25,
  /** R up to which threads that wait at one lock run one at a time: whoever is woken runs before the lock is free. */
  lockOverlap: 1.6,
  /** A thread that waits at a mutex and is woken so often in a second has seen it let go of, and taken again. */
  wokenPerSecond: 1,
  /** One that is woken so often in a second, wherever it waits, waits for what another one has again before it runs. */
  wokenInVainPerSecond: 100,
  /** Where it runs for less (ns) each time: now and then it gets it. */
  nothingDoneNs: 500e3,
  /** The share of the time that a process waits at a pipe of others from which it is a stage that somebody holds up. */
  pipeShare: 0.25,
  /** As long (ns) all threads wait for locks, and none runs, before that may be a deadlock. */
  stuckNs: 3e9,
  /** The share of what nobody saw from which it is of one kind, threads or processes. */
  mostlyOneKind: 0.75,
  /** Others' use of our CPUs, as a share of them, from which the machine counts as busy. */
  neighboursShare: 0.3,
  /** Steal, as a share of our CPUs' time, from which the machine counts as busy. */
  busySteal: 0.02,
  /** A program that was stopped for this share of the time, or more, is spoken of as stopped. */
  stoppedShare: 0.2,
  /** A pause (ns) from which the run counts as disturbed. */
  longestPauseNs: 500e6,
  /** CPUs that stood idle, and as many waits for one, for each worker: from here on something unseen held them back. */
  idleWhileWaiting: 0.15,
  /** The slowest worker's time ÷ the fastest one's from which the work was shared unevenly. */
  uneven: 1.5,
  /** A cause, or a disturbance, of this share of a candidate's runs is one of all of them. */
  usualShare: 0.5,
  /** More disturbed runs than this share of all, and the series ran on a busy machine. */
  disturbedRuns: 0.25,
  /** Runs of each candidate below which there is no interval: nothing is concluded or recommended. */
  fewestRuns: 5,
  /** Runs of each candidate below which a difference has to lie wholly beyond the margin. */
  enoughRuns: 8,
  /** This share of the highest throughput× is as good as all of it. */
  nearlyAll: 0.95,
  /** A law of scaling whose RMSE is more than this share of the highest throughput× isn't selected: the curve is another. */
  lawError: 0.1,
  /** One thread alone for this share of a command's time is worth a word. */
  toldAlone: 0.05,
  /** Memory that differs by less than this share is no reason to choose. */
  equalMemory: 0.05,
  /** A robust z-score beyond which a run is an outlier (Iglewicz & Hoaglin 1993). */
  outlierZ: 3.5,
  /** How far from the median an outlier is at least, as a share of it: less is a difference that changes nothing. */
  outlierShare: 0.05,
} as const;
