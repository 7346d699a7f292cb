import { maxOf } from '../../base/extremes.ts';
import { printable } from '../../base/text/printable.ts';
import { reference } from '../../base/text/reference.ts';
import type { ReportDocument } from '../document/document.ts';
import { articleOf, type Markup } from './article.ts';

const MARKUP: Markup = {
  heading: (text, level) => [`${'#'.repeat(Math.min(6, level + 1))} ${escapeMarkdown(text)}`],
  paragraph: (lead, text) => [
    lead === null ? ofBlock(text) : `**${escapeMarkdown(lead)}** ${escapeMarkdown(text)}`.trimEnd(),
  ],
  list: (items) => items.map((item) => `- ${ofBlock(item)}`),
  table: markdownTable,
  code: (text) => [`${fenceOf(text)}text`, printable(text.trimEnd()), fenceOf(text)],
  folded: (title, blocks) => [
    ['<details>', `<summary>${escapeSummary(title)}</summary>`],
    ...blocks,
    ['</details>'],
  ],
  warning: (text) => [`> **Warning:** ${escapeMarkdown(text)}`],
};

/** A document for a README, an issue, a job’s summary. */
export function markdown(document: ReportDocument): string {
  return articleOf(document, MARKUP);
}

/** A Markdown table, a line each. */
export function markdownTable(titles: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]) => `| ${row.map(escapeMarkdown).join(' | ')} |`;
  return [line(titles), `|${titles.map(() => '---').join('|')}|`, ...cells.map(line)];
}

/** What becomes a link or a mention without any markup: with a blank of no width behind it, it stays text. */
const LINK = /@|:(?=\/\/)|\bwww(?=\.)|(?<!&)#(?=\d)|\bGH-(?=\d)/gi;
const NO_LINK = '$&&#8203;';

/** Keeps data from being read as markup, and from moving a reader’s cursor. */
export function escapeMarkdown(text: string): string {
  return inOneLine(text)
    .replace(/[\\|<>&~*_`[\]$]/g, (character) => `\\${character}`)
    .replace(LINK, NO_LINK);
}

/** At the start of a block, a heading or a list could begin, or code. */
function ofBlock(text: string): string {
  return escapeMarkdown(text.trimStart()).replace(/^([#+=-]|\d+(?=[.)]))/, (start) =>
    /\d/.test(start) ? `${start}\\` : `\\${start}`,
  );
}

/** Within HTML nothing is Markdown. */
function escapeSummary(text: string): string {
  return inOneLine(text)
    .replace(/[&<>"'`]/g, reference)
    .replace(LINK, NO_LINK);
}

function inOneLine(text: string): string {
  return printable(text.replace(/[\r\n\t]+/g, ' '));
}

/** A fence that no line of the text can close. */
function fenceOf(text: string): string {
  const longest = maxOf(
    [...text.matchAll(/`+/g)].map(([ticks]) => ticks.length),
    2,
  );
  return '`'.repeat(longest + 1);
}
