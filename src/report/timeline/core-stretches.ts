/** A thread on a core. */
export interface RunningThread {
  /** By its index in the timeline. */
  readonly thread: number;
  /** The share of the time in which it runs. */
  readonly share: number;
  readonly untilUs: number;
}

/**
 * Who ran on one core, and when: stretches in the order of time that don’t overlap, none of them empty. Several threads may
 * have run in one: in which order is not known. In columns: to make an object of each takes longer than to draw it.
 */
export class CoreStretches {
  readonly #fromUs: number[] = [];
  readonly #toUs: number[] = [];
  /** Where those who ran in each begin in the two columns below. */
  readonly #first: number[] = [];
  readonly #thread: number[] = [];
  readonly #ranUs: number[] = [];

  get length(): number {
    return this.#fromUs.length;
  }

  fromUs(stretch: number): number {
    return this.#fromUs[stretch] as number;
  }

  toUs(stretch: number): number {
    return this.#toUs[stretch] as number;
  }

  /** How many threads ran in it. */
  threadsIn(stretch: number): number {
    return this.#endOf(stretch) - (this.#first[stretch] as number);
  }

  /** Whether several threads ran in one of them. */
  hasShared(): boolean {
    return this.#thread.length > this.length;
  }

  /** Names each thread that ran in it, by its index in the timeline, ascending, with the µs that it ran. */
  forEachThread(stretch: number, visit: (thread: number, us: number) => void): void {
    const end = this.#endOf(stretch);
    for (let at = this.#first[stretch] as number; at < end; at++) {
      visit(this.#thread[at] as number, this.#ranUs[at] as number);
    }
  }

  /** One more stretch, or more of the last one where the same threads go on: ascending by thread. */
  append(fromUs: number, toUs: number, running: readonly RunningThread[]): void {
    const last = this.length - 1;
    if (this.#toUs[last] === fromUs && this.#areIn(last, running)) this.#toUs[last] = toUs;
    else this.#open(fromUs, toUs, running);
    let at = this.#first.at(-1) as number;
    for (const { share } of running) {
      this.#ranUs[at] = (this.#ranUs[at] as number) + share * (toUs - fromUs);
      at++;
    }
  }

  #open(fromUs: number, toUs: number, running: readonly RunningThread[]): void {
    this.#fromUs.push(fromUs);
    this.#toUs.push(toUs);
    this.#first.push(this.#thread.length);
    for (const { thread } of running) {
      this.#thread.push(thread);
      this.#ranUs.push(0);
    }
  }

  #areIn(stretch: number, running: readonly RunningThread[]): boolean {
    const first = this.#first[stretch] as number;
    return (
      this.threadsIn(stretch) === running.length &&
      running.every(({ thread }, index) => this.#thread[first + index] === thread)
    );
  }

  #endOf(stretch: number): number {
    return this.#first[stretch + 1] ?? this.#thread.length;
  }
}
