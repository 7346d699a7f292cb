/** A promise that is resolved from outside; opening it again does nothing. (Node 20 has no Promise.withResolvers.) */
export class Gate {
  readonly opened: Promise<void>;
  #open: () => void = () => {};

  constructor() {
    this.opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#open();
  }
}
