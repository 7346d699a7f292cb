import type { Fraction, NonNegative } from './quantities.ts';
import type { Kind } from './trial/observation.ts';
import type { Waits } from './waits.ts';

/** A stretch of a run in which it used its cores in one way. */
export interface Phase {
  /** In ns since the watch began. */
  readonly startNs: NonNegative;
  readonly endNs: NonNegative;
  /** CPUs utilised, on average. */
  readonly r: NonNegative;
  /** Runnable but waiting, in CPUs, on average. */
  readonly d: NonNegative;
  readonly kind: Kind | null;
  /** The verdict’s reason, in words: who ran, and what they waited for. */
  readonly because: string;
  /** What the threads that did the work were blocked in meanwhile, in ns. */
  readonly waits: Waits;
}

/** How much faster a program could become with any number of cores. */
export interface Ceiling {
  /** At most so many times as fast. */
  readonly ratio: NonNegative;
  /** Time (ns) in which at most one thread ran or was queued: more cores don’t shorten it. */
  readonly serialNs: NonNegative;
  /** Time (ns) in which nobody ran or was queued: they slept, or waited for input or for a child. More cores don’t shorten it either. */
  readonly waitNs: NonNegative;
  /** The standard error of the ratio from sampling, as a share of it. */
  readonly errorRatio: Fraction;
  readonly because: string;
}
