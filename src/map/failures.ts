/** So many failures are shown. */
const MOST_SHOWN = 10;

/** What failed in a map, as far as it is shown: of the rest there is a number alone, so that they take no memory. */
export class Failures {
  readonly shown: unknown[] = [];
  /** Failures that are not among those shown. */
  hidden = 0;

  add(failure: unknown): void {
    if (this.shown.length < MOST_SHOWN) this.shown.push(failure);
    else this.hidden++;
  }
}
