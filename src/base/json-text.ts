/**
 * A value as the JSON that it was written in, or is to be: for whoever can hold numbers that ours can’t, whole ones beyond
 * 2^53 − 1 among them. It stands where the value itself would.
 */
export class JsonText {
  readonly text: string;

  /** @param text JSON, all of it: nobody looks again */
  constructor(text: string) {
    this.text = text;
  }
}

/** A value as JSON: the text of a JsonText is left as it is. Null for what JSON has no room for. */
export function jsonTextOf(value: unknown): string | null {
  return value instanceof JsonText ? value.text : (JSON.stringify(value) ?? null);
}
