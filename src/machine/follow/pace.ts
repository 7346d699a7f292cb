/** Sampling may take this share of one core: with very many threads the samples come less often instead. */
const LARGEST_SHARE = 0.03;
const SAMPLES_TO_AVERAGE = 16;

/** When samples are taken, and how well that was kept: by ticks of a timer, or of a thread that sleeps in between. */
export class Pace {
  readonly #periodNs: number;
  #dueNs: number;
  #costNs = 0;
  #ticksToSkip = 0;
  /** By how much a sample came later than it was meant, at the worst. */
  longestPauseNs = 0;
  /** The longest that samples were apart on purpose. */
  longestPeriodNs: number;

  /** @param firstNs when the first sample is due */
  constructor(periodNs: number, firstNs: number) {
    this.#periodNs = periodNs;
    this.#dueNs = firstNs;
    this.longestPeriodNs = periodNs;
  }

  /** To be asked at each tick. @returns whether a sample is due; it is taken at `nowNs` then */
  isDue(nowNs: number): boolean {
    if (this.#ticksToSkip-- > 0) return false;
    this.reach(nowNs);
    this.#next(nowNs);
    return true;
  }

  /** To be told the end, too: the sample that was due may be late, and the watch over before it comes. */
  reach(nowNs: number): void {
    this.longestPauseNs = Math.max(this.longestPauseNs, nowNs - this.#dueNs);
  }

  /** How much CPU time the sample of `atNs` took: not how long, since others may have had the core. */
  took(costNs: number, atNs: number): void {
    // Averaged: the first samples are slow, and one that was slow for once says nothing.
    this.#costNs += (costNs - this.#costNs) / SAMPLES_TO_AVERAGE;
    this.#next(atNs);
  }

  #next(atNs: number): void {
    this.#ticksToSkip = Math.floor(this.#costNs / LARGEST_SHARE / this.#periodNs);
    const periodNs = (this.#ticksToSkip + 1) * this.#periodNs;
    this.longestPeriodNs = Math.max(this.longestPeriodNs, periodNs);
    this.#dueNs = atNs + periodNs;
  }
}

/** For what changes soon after a start, or never: often at first, and then ever less. */
export function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}
