import { CoreStretches, type RunningThread } from './core-stretches.ts';

/** Goes over one core’s time from its start to its end, and keeps who runs there meanwhile. */
export class CoreSweep {
  readonly stretches = new CoreStretches();
  #atUs = 0;
  /** Ascending by thread. */
  readonly #running: RunningThread[] = [];

  /** A thread runs from here on. */
  begin(next: RunningThread): void {
    let at = this.#running.length;
    while (at > 0 && (this.#running[at - 1] as RunningThread).thread > next.thread) at--;
    this.#running.splice(at, 0, next);
  }

  /** Goes on to `us`, past every end that comes before. */
  advance(us: number): void {
    while (this.#running.length > 0) {
      const first = this.#firstToEnd();
      const { untilUs } = this.#running[first] as RunningThread;
      const toUs = Math.min(us, untilUs);
      if (toUs > this.#atUs) this.stretches.append(this.#atUs, toUs, this.#running);
      this.#atUs = toUs;
      if (untilUs > us) return;
      this.#running.splice(first, 1);
    }
    this.#atUs = us;
  }

  #firstToEnd(): number {
    let [first, firstUs] = [0, Number.POSITIVE_INFINITY];
    for (let index = 0; index < this.#running.length; index++) {
      const { untilUs } = this.#running[index] as RunningThread;
      if (untilUs < firstUs) [first, firstUs] = [index, untilUs];
    }
    return first;
  }
}
