import { Gate } from '../../../base/gate.ts';

/** What a worker comes by in its life. Each is passed once; by one that fails, all before its end are. */
export class Milestones {
  readonly #ready = new Gate();
  readonly #warm = new Gate();
  readonly #over = new Gate();
  readonly #ended = new Gate();
  readonly #gone = new Gate();

  /** Resolves when it is ready, or will never be. */
  get ready(): Promise<void> {
    return this.#ready.opened;
  }

  /** Resolves when it has warmed up, or will never have. */
  get warm(): Promise<void> {
    return this.#warm.opened;
  }

  /** Resolves when it has ended its work and waits for its results to be collected, or will never have. */
  get over(): Promise<void> {
    return this.#over.opened;
  }

  /** Resolves when its work is over: done, failed or gone. */
  get ended(): Promise<void> {
    return this.#ended.opened;
  }

  /** Resolves when its thread or process has ended. */
  get gone(): Promise<void> {
    return this.#gone.opened;
  }

  passReady(): void {
    this.#ready.open();
  }

  passWarm(): void {
    this.#warm.open();
  }

  passOver(): void {
    this.#over.open();
  }

  passEnded(): void {
    this.#ended.open();
  }

  passGone(): void {
    this.#gone.open();
  }

  /** It will come by none of those that are left of its work. */
  fail(): void {
    for (const gate of [this.#ready, this.#warm, this.#over, this.#ended]) gate.open();
  }
}
