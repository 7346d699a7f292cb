import { THRESHOLDS } from './thresholds.ts';
import { enoughCores, hardlyWanted, oneAlwaysWanted, ranOnOneCore } from './verdict.ts';

/** What a call does with a lock that other threads need: the GIL, or the one thread of an event loop. */
export type LockVerdict = 'holds' | 'releases' | 'waits' | 'mixed' | 'unknown';

/** Cores, on average over the call; null where the kernel doesn't report them. */
interface Times {
  readonly r: number | null;
  readonly d: number | null;
}

interface Known {
  readonly r: number;
  readonly d: number;
  /** Cores that all threads of the process kept busy. */
  readonly process: number;
}

type Rules = readonly { readonly verdict: LockVerdict; when(figures: Known): boolean }[];

/** Of the same call in two threads: the first rule that applies. */
const IN_TWO_THREADS: Rules = [
  { verdict: 'releases', when: ({ r, d, process }) => Math.max(r, process) + d >= enoughCores(2) },
  { verdict: 'waits', when: (times) => hardlyWanted(times) && isTheirs(times) },
  // One always wants to run: a call that waits for something now and then proves nothing about a lock.
  {
    verdict: 'holds',
    when: (times) =>
      ranOnOneCore(times.r) && oneAlwaysWanted(times) && isOneAtATime(times) && isTheirs(times),
  },
];

/** Of a call on the one thread of a process, which used so many cores with all its threads. */
const ON_ONE_THREAD: Rules = [
  { verdict: 'waits', when: (times) => times.process < THRESHOLDS.idle && hardlyWanted(times) },
  { verdict: 'releases', when: ({ r, process }) => r < THRESHOLDS.elsewhereShare * process },
  {
    verdict: 'holds',
    when: (times) => times.r >= THRESHOLDS.ownShare * times.process && oneAlwaysWanted(times),
  },
];

/**
 * Whether a call lets another thread run that makes the same call: one core's worth where it holds the lock, two wanted where
 * it doesn't.
 * @param process cores that all threads of the process kept busy; null where that isn't known
 */
export function lockInTwoThreads({
  r,
  d,
  process = null,
}: Times & { readonly process?: number | null }): LockVerdict {
  return r === null || d === null ? 'unknown' : firstOf(IN_TWO_THREADS, { r, d, process: process ?? r });
}

/** Whether a call keeps its thread: who does the work shows in whose CPU time it took, and that the thread isn't free in how long it wanted a core. */
export function lockOnOneThread({ r, d, process }: Times & { readonly process: number | null }): LockVerdict {
  if (r === null || d === null || process === null) return 'unknown';
  return firstOf(ON_ONE_THREAD, { r, d, process });
}

/** A call that takes hardly longer than an empty one: what is measured is the loop around it. Times in ns of running. */
export function isTooShortACall(callNs: number, emptyNs: number): boolean {
  return callNs < THRESHOLDS.callOverEmpty * emptyNs;
}

function firstOf(rules: Rules, figures: Known): LockVerdict {
  return rules.find(({ when }) => when(figures))?.verdict ?? 'mixed';
}

function isOneAtATime({ r, d }: Known): boolean {
  return r + d < THRESHOLDS.oneAtATime;
}

/** No other threads did the call's work: those would show what the lock does, and not these. */
function isTheirs({ r, process }: Known): boolean {
  return process - r < THRESHOLDS.idle;
}
