import type { Fraction, NonNegative } from './quantities.ts';
import type { Kind } from './trial/observation.ts';
import type { Waits } from './waits.ts';

/**
 * How a program used its cores. `serial`: one thread alone wanted one, or several did, one after the other. `parallel`:
 * several at once. `starved`: they would have, but cores were missing. `one-at-a-time`: they wait for each other, as at a
 * lock. `waiting`: hardly anybody wanted one. `mixed`: none of these.
 */
export type Manner = 'serial' | 'parallel' | 'starved' | 'one-at-a-time' | 'waiting' | 'mixed';

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
  readonly manner: Manner | null;
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
  /** Those that ran or were queued alone, by the kernel's names of their threads: those that were alone longest first. */
  readonly alone: readonly { readonly comm: string; readonly ns: NonNegative }[];
  readonly because: string;
}
