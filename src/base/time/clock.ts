import { clearTimeout, nowNs, setTimeout } from './real.ts';
/** Time and timers as one thing that can be replaced, so that a run can be tested without waiting. */
export interface Clock {
  /** Nanoseconds since the run's epoch, monotonic. */
  nowNs(): number;
  /** Calls `action` after `ms` milliseconds. Returns what cancels it. */
  after(ms: number, action: () => void): () => void;
}

/**
 * The machine's monotonic clock. CLOCK_MONOTONIC is one clock for every thread and process of a host, so a worker
 * that is told the epoch measures on the same axis.
 */
export class MonotonicClock implements Clock {
  readonly epochNs: bigint;

  constructor(epochNs: bigint = nowNs()) {
    this.epochNs = epochNs;
  }

  nowNs(): number {
    return Number(nowNs() - this.epochNs);
  }

  after(ms: number, action: () => void): () => void {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  }
}

/** Resolves after `ms` on this clock. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
