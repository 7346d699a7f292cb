import { jsonEscape, jsonText } from '../../../base/text/json-text.ts';
import { printable } from '../../../base/text/printable.ts';
import { reference } from '../../../base/text/reference.ts';

/** Markup that may go into a page as it is. Only this file makes it, so that data can’t become markup by mistake. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }

  /** For what this package ships itself: its style sheet and script. */
  static trusted(markup: string): Html {
    return new Html(markup);
  }
}

/** What may stand in a template. Null and false leave nothing. */
export type Part = Html | string | number | null | undefined | false | readonly Part[];

/**
 * Markup with values in it: texts are escaped, markup stays, lists are joined.
 * @throws Error where a value stands as an attribute without quotes, which nothing could escape
 */
export function html(pieces: TemplateStringsArray, ...values: readonly Part[]): Html {
  const markup = pieces.map((piece, index) => {
    if (index === values.length) return piece;
    if (/=\s*$/.test(piece)) throw new Error(`an attribute without quotes: ${piece.slice(-40)}`);
    return piece + markupOf(values[index]);
  });
  return Html.trusted(markup.join(''));
}

/** Data for the page’s script: no text in it can end its element or begin a comment. */
export function dataScript(data: object): Html {
  const json = jsonText(printableData(data)).replace(/[<>&]/g, jsonEscape);
  return Html.trusted(`<script type="application/json">${json}</script>`);
}

/** A text as it has to be written to be shown as it is, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  // A page that is printed to a log holds no commands either: `::`, `##[`.
  return printable(text).replace(/[&<>"'`]|:(?=:)|#(?=#)/g, reference);
}

/** The same data with texts in which all can be seen: the script shows them as they are. */
function printableData(data: unknown): unknown {
  if (typeof data === 'string') return printable(data);
  if (Array.isArray(data)) return data.map(printableData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, printableData(value)]));
}

function markupOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'object') return part.map(markupOf).join('');
  return escapeHtml(String(part));
}
