import { printable } from '../../base/text/printable.ts';
import { reference } from '../../base/text/reference.ts';
import type { ReportDocument } from '../document/document.ts';
import { articleOf, type Markup } from './article.ts';

const MARKUP: Markup = {
  heading: (text, level) => [`${'='.repeat(Math.min(6, level + 1))} ${escapeAsciidoc(text)}`],
  paragraph: (lead, text) => [
    lead === null ? ofBlock(text) : `*${escapeAsciidoc(lead)}* ${escapeAsciidoc(text)}`.trimEnd(),
  ],
  list: (items) => items.map((item) => `* ${escapeAsciidoc(item)}`),
  table: asciidocTable,
  code: (text) => [
    '[listing]',
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => ` ${escapeAsciidoc(line)}`),
  ],
  folded: (title, blocks) => [[`.${escapeAsciidoc(title)}`, '[%collapsible]', '====='], ...blocks, ['=====']],
  warning: (text) => [`WARNING: ${escapeAsciidoc(text)}`],
};

/** A document to be included in another one as a section. */
export function asciidoc(document: ReportDocument): string {
  return articleOf(document, MARKUP);
}

/** An AsciiDoc table, a row on each line. */
export function asciidocTable(titles: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]) => row.map((cell) => `| ${escapeAsciidoc(cell)}`.trimEnd()).join(' ');
  return ['[%header%autowidth]', '|===', line(titles), '', ...cells.map(line), '|==='];
}

/**
 * Keeps data from being read as AsciiDoc. A backslash escapes there only where something would be markup, and shows
 * everywhere else, so each character becomes a numeric reference, which AsciiDoc always leaves as it is.
 * https://docs.asciidoctor.org/asciidoc/latest/subs/replacements/
 */
export function escapeAsciidoc(text: string): string {
  return printable(text.replace(/[\r\n\t]+/g, ' ')).replace(
    /[\\|*_`#+^~<>&{}[\]@"']|:(?=[:/])|;(?=;)|-(?=-)|\.(?=\.)|\((?=C\)|R\)|TM\)|\()/g,
    reference,
  );
}

/** At the start of a block, a title, a list, a comment or an attribute could begin. */
function ofBlock(text: string): string {
  const escaped = escapeAsciidoc(text.trimStart());
  return /^(?:[=.:/'-]|\w{1,4}[.)]\s|[A-Z]+:\s)/.test(escaped) ? `{empty}${escaped}` : escaped;
}
