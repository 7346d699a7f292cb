import { Gate } from '../../base/gate.ts';

/** Something that happens again and again: who waits hears of the next time, or of one since it waited last. */
export class Signal {
  #gate: Gate | null = null;
  #isRaised = false;

  raise(): void {
    this.#isRaised = true;
    this.#gate?.open();
    this.#gate = null;
  }

  async raised(): Promise<void> {
    if (!this.#isRaised) {
      this.#gate ??= new Gate();
      await this.#gate.opened;
    }
    this.#isRaised = false;
  }
}
