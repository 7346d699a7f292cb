import { nowMs } from '../../base/time/real.ts';

/** So long (ms) somebody may go on before others have a turn of the event loop. */
const SLICE_MS = 10;
/** Quick steps are looked at so seldom, at most: each look costs as much as one of them. */
const MOST_STEPS = 16;

/** Tells who does steps, each of which may take long, when it is time to let others act. */
export class TimeSlice {
  #beganMs = nowMs();
  #askedMs = this.#beganMs;
  #steps = 1;
  #unasked = 1;

  /** To be called after each step. */
  isOver(): boolean {
    if (--this.#unasked > 0) return false;
    const now = nowMs();
    this.#steps = now - this.#askedMs < 1 ? Math.min(MOST_STEPS, 2 * this.#steps) : 1;
    this.#unasked = this.#steps;
    this.#askedMs = now;
    if (now - this.#beganMs < SLICE_MS) return false;
    this.#beganMs = now;
    return true;
  }
}
