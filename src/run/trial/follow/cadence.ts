import { DEFAULT_SEED, seededRandom } from '../../../base/random.ts';
import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import type { Wait } from '../../../machine/follow/waits/wait.ts';

/** Where nothing changes, samples get as rare as this, in ms. */
export const CALM_MS = 100;
/** And never rarer than this share of how long nothing has changed: what ends or begins meanwhile is met in time. */
const CALM_SHARE = 0.25;
/** A thread that runs for as much as this share of the time more or less does something else. */
const OTHER_SHARE = 0.1;

/**
 * When a trial is sampled: as often as is wanted while its threads change what they do, and less often while none does. Each
 * gap is anything from half to one and a half of what is meant: work that comes round in a whole, a half or a quarter of it
 * would be met in the same phase for ever, and so is met in all of them alike.
 */
export class Cadence {
  /** On average, while anything changes. */
  readonly periodMs: number;
  readonly #mayCalm: boolean;
  readonly #random = seededRandom(DEFAULT_SEED);
  #calmMs = 0;
  #dueNs: number;
  #gapMs: number;
  /** By how much a sample came later than it was meant, at the worst. */
  longestPauseNs = 0;

  /** @param mayCalm false where a worker may end at any time, so that its clocks are never old */
  constructor(periodMs: number, nowNs: number, mayCalm = true) {
    this.periodMs = periodMs;
    this.#mayCalm = mayCalm;
    this.#gapMs = periodMs;
    this.#dueNs = nowNs + periodMs * 1e6;
  }

  /**
   * To be asked when a sample has been taken.
   * @param hasChanged whether a thread was found doing something else than before
   * @returns how many ms after `atNs` the next one is due
   */
  next(atNs: number, hasChanged: boolean): number {
    this.reach(atNs);
    this.#calmMs = hasChanged || !this.#mayCalm ? 0 : this.#calmMs + this.#gapMs;
    const meantMs = Math.max(this.periodMs, Math.min(CALM_MS, this.#calmMs * CALM_SHARE));
    this.#gapMs = Math.round(meantMs * (0.5 + this.#random()));
    this.#dueNs = atNs + this.#gapMs * 1e6;
    return this.#gapMs;
  }

  /** To be told the end, too: the sample that was due may be late, and the trial over before it comes. */
  reach(atNs: number): void {
    this.longestPauseNs = Math.max(this.longestPauseNs, atNs - this.#dueNs);
  }
}

/** What one thread was found doing at the sample before. */
export class Routine {
  #share = 0;
  #cpu: number | null = null;
  #wait: Wait | null = null;

  /** @param share of the time in which it ran @returns whether it does something else now */
  hasChanged(share: number, { cpu, waits }: Pick<FollowedThread, 'cpu' | 'waits'>): boolean {
    const wait = waits?.log.current ?? null;
    const isOther = cpu !== this.#cpu || wait !== this.#wait || Math.abs(share - this.#share) > OTHER_SHARE;
    this.#share = share;
    this.#cpu = cpu;
    this.#wait = wait;
    return isOther;
  }
}
