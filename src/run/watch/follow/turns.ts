import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';

/** Asking a thread where it is, and what it is blocked in, costs several times what its clocks do: so many are asked at each sample, round robin. */
const MOST_ASKED = 8;
const MANY_THREADS = 32;
const SAMPLES_OF_SLEEP = 4;

/** What a sample reads of a thread: nothing, its clocks, or also where it is and what it is blocked in. */
export type Turn = 'none' | 'clocks' | 'all';

/** Whose turn it is. Where many threads sleep, these are sampled round robin: nothing is lost, it is only seen later. */
export class Turns {
  /** Samples that were begun. */
  samples = 0;
  #living = 0;
  #askedOf = 1;

  /** Begins a sample. @param movers threads that had run at the one before */
  next(living: number, movers: number): void {
    this.samples++;
    this.#living = living;
    this.#askedOf = Math.max(1, Math.ceil(movers / MOST_ASKED));
  }

  of({ tid, sleepySamples }: Pick<FollowedThread, 'tid' | 'sleepySamples'>): Turn {
    const sleeps = this.#living > MANY_THREADS && sleepySamples >= SAMPLES_OF_SLEEP;
    // Of those whose turn it is the numbers follow each other, as those of one thread’s turns do: so all are asked as often.
    const turn = (this.samples + tid) / (sleeps ? SAMPLES_OF_SLEEP : 1);
    if (!Number.isInteger(turn)) return 'none';
    return turn % this.#askedOf === 0 ? 'all' : 'clocks';
  }
}
