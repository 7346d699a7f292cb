import type { DocumentHead } from './report.ts';

/** A command that shows a concept at work. */
export interface Demonstration {
  /** As it is typed: `concur demo gil`. */
  readonly command: string;
  /** The experiment that it runs; null where it runs none. */
  readonly experiment: string | null;
  /** What it shows: one line, with `code` in backticks. */
  readonly shows: string;
}

/** Where to read on. */
export interface Reading {
  readonly title: string;
  /** @pattern ^https:// */
  readonly url: string;
}

/** A concept, explained. Paragraphs are one line each, with `code` in backticks. */
export interface Concept {
  /** The topic, as it is typed. */
  readonly name: string;
  readonly title: string;
  /** What it is, in half a sentence. */
  readonly summary: string;
  /** A paragraph. */
  readonly definition: string;
  /** Lines of text, drawn with characters of one column each. */
  readonly picture: readonly string[];
  /** What it is in Python: a paragraph. */
  readonly python: string;
  /** What it is in Node: a paragraph. */
  readonly node: string;
  /** What shows it. */
  readonly seeIt: readonly Demonstration[];
  /** Where to read on. */
  readonly readOn: readonly Reading[];
}

/** What `concur explain` prints. */
export interface ExplainDocument extends DocumentHead<'concur/explain@1'> {
  /** The one that was asked for; without a topic, all. */
  readonly concepts: readonly Concept[];
}
