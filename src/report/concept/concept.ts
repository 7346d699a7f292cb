/** A command that shows a concept at work. */
export interface Demonstration {
  /** As it is typed: `concur demo gil`. */
  readonly command: string;
  /** The experiment that it runs; null where it runs none. */
  readonly experiment: string | null;
  readonly shows: string;
}

/** Where to read on. */
export interface Reading {
  readonly title: string;
  readonly url: string;
}

/** What a file in docs/concepts says. Paragraphs are one line each, with `code` in backticks. */
export interface Concept {
  /** The topic, as it is typed. */
  readonly name: string;
  readonly title: string;
  /** What it is, in half a sentence. */
  readonly summary: string;
  readonly definition: string;
  /** Lines of text, drawn with characters of one column each. */
  readonly picture: readonly string[];
  readonly python: string;
  readonly node: string;
  readonly seeIt: readonly Demonstration[];
  readonly readOn: readonly Reading[];
}
