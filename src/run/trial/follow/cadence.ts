import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import type { Wait } from '../../../machine/follow/waits/wait.ts';

/** Where nothing changes, a sample is taken this often, in ms. */
export const CALM_MS = 100;
/** So many samples in a row have found nothing new by then. */
const CALM_SAMPLES = 4;
/** A thread that runs for as much as this share of the time more or less does something else. */
const OTHER_SHARE = 0.1;

/** When a trial is sampled: as often as is wanted while its threads change what they do, and less often while none does. */
export class Cadence {
  readonly #periodMs: number;
  #calmSamples = 0;
  #dueNs: number;
  /** By how much the latest sample came later than it was meant. */
  longestPauseNs = 0;

  constructor(periodMs: number, nowNs: number) {
    this.#periodMs = periodMs;
    this.#dueNs = nowNs + periodMs * 1e6;
  }

  /**
   * To be asked when a sample has been taken.
   * @param hasChanged whether a thread was found doing something else than before
   * @returns how many ms after `atNs` the next one is due
   */
  next(atNs: number, hasChanged: boolean): number {
    this.longestPauseNs = Math.max(this.longestPauseNs, atNs - this.#dueNs);
    this.#calmSamples = hasChanged ? 0 : this.#calmSamples + 1;
    const isCalm = this.#calmSamples >= CALM_SAMPLES;
    const nextMs = isCalm ? Math.max(this.#periodMs, CALM_MS) : this.#periodMs;
    this.#dueNs = atNs + nextMs * 1e6;
    return nextMs;
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
