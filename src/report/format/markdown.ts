import type { ReportDocument } from '../document/document.ts';
import { articleOf, type Markup } from './article.ts';

const MARKUP: Markup = {
  heading: (text, level) => [`${'#'.repeat(Math.min(6, level + 1))} ${escapeMarkdown(text)}`],
  paragraph: (lead, text) => [
    [lead === null ? '' : `**${escapeMarkdown(lead)}**`, escapeMarkdown(text)].filter(Boolean).join(' '),
  ],
  list: (items) => items.map((item) => `- ${escapeMarkdown(item)}`),
  table: markdownTable,
  code: (text) => [`${fenceOf(text)}text`, text.trimEnd(), fenceOf(text)],
  folded: (title, blocks) => [
    ['<details>', `<summary>${escapeMarkdown(title)}</summary>`],
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

/** Keeps data from being read as markup, and from moving a reader’s cursor. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\|<>&~*_`[\]]/g, (character) => `\\${character}`)
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}

/** A fence that no line of the text can close. */
function fenceOf(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  return '`'.repeat(longest + 1);
}
