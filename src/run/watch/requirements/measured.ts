/** Why a figure is known within limits only. */
export type Doubt =
  /** It is known of too short a time, or nothing is. */
  | 'no-verdict'
  /** Threads or their delays went unseen: there may have been more. */
  | 'unseen'
  /** It stood still for a while, or we did. */
  | 'stopped'
  /** Who is woken at a lock is queued each time, and may not run at once with others. */
  | 'contended'
  /** Who spins is busy and queued without work. */
  | 'spinning'
  /** What it was queued for it may have used. */
  | 'queued'
  /** Others used the machine. */
  | 'disturbed'
  /** Samples tell it, within their error. */
  | 'samples'
  /** The kernel didn’t let us read it. */
  | 'unread'
  /** There is no such figure of this program. */
  | 'unknown';

/** A figure as it was observed, and what it may really be. */
export interface Measured {
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
  /** Null where the limits are the figure itself. */
  readonly doubt: Doubt | null;
}

export function exactly(value: number): Measured {
  return { value, low: value, high: value, doubt: null };
}

/** Nothing is known of it. */
export function unknown(doubt: Doubt): Measured {
  return { value: null, low: 0, high: Number.POSITIVE_INFINITY, doubt };
}
