import type { Ceiling, Phase } from '../phases.ts';
import type { Count, Fraction, Integer, NonNegative } from '../quantities.ts';
import type { Kind } from '../trial/observation.ts';
import type { Waits } from '../waits.ts';

/** How a command ended. */
export interface CommandEnd {
  /** Its exit code; null where a signal ended it. */
  readonly code: Integer | null;
  readonly signal: string | null;
}

/** What was seen of the threads of a command in one of its runs, as `concur watch` sees them. */
export interface CommandRun {
  readonly kind: Kind | null;
  /** The verdict’s reason, in words. */
  readonly because: string;
  readonly durationNs: NonNegative;
  readonly samples: Count;
  /** How many threads did the work. */
  readonly busyThreads: Count;
  /** What all threads were blocked in, in ns. */
  readonly waits: Waits;
  /** The run in stretches of a different use of cores, one after the other; empty where it was too short to cut. */
  readonly phases: readonly Phase[];
  /** Null where no time was seen that more cores couldn’t shorten, or where that can’t be known. */
  readonly ceiling: Ceiling | null;
  /** The time in which one thread alone ran or was queued; null where there was none, or where that can’t be known. */
  readonly alone: LoneThread | null;
}

/** One thread at a time. */
export interface LoneThread {
  /** The share of the run’s time. */
  readonly share: Fraction;
  /** The kernel’s name of those threads that were alone longest. */
  readonly comm: string;
}
