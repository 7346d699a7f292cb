import { nowMs } from '../../base/time/real.ts';

/** So long (ms) somebody may go on before others have a turn of the event loop. */
const SLICE_MS = 10;
/** Who takes less than a millisecond a step is asked for the time so seldom. */
const STEPS = 16;

/** Tells who does steps, each of which may take long, when it is time to let others act. */
export class TimeSlice {
  #beganMs = nowMs();
  #askedMs = this.#beganMs;
  #unasked = 0;

  /** To be called after each step. */
  isOver(): boolean {
    if (--this.#unasked > 0) return false;
    const now = nowMs();
    this.#unasked = now - this.#askedMs < 1 ? STEPS : 1;
    this.#askedMs = now;
    if (now - this.#beganMs < SLICE_MS) return false;
    this.#beganMs = now;
    return true;
  }
}
