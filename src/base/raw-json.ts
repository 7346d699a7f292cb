/**
 * A value as the JSON that it was written in, or is to be: for numbers that ours would round, whole ones beyond 2^53 − 1 among
 * them. It stands where the value itself would.
 */
export class RawJson {
  readonly text: string;

  /** @param text JSON, all of it: nobody looks again */
  constructor(text: string) {
    this.text = text;
  }

  /** What is written among other things would not be this text. Whoever writes it takes that as it is. */
  toJSON(): never {
    throw new TypeError('a value that is a JSON text can’t be written as a part of another one');
  }
}
