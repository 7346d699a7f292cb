import { escapeMarkup, markdownTable } from '../markup.ts';
import type { Article, Block } from './article.ts';

/** An article for a README, an issue, a job's summary. */
export function articleMarkdown(article: Article): string {
  return article.map((block) => `${blockLines(block).join('\n')}\n`).join('\n');
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`## ${escapeMarkup(block.text)}`];
    case 'paragraph':
      return [`${block.lead === null ? '' : `**${escapeMarkup(block.lead)}:** `}${escapeMarkup(block.text)}`];
    case 'table':
      return markdownTable(block.titles, block.rows);
    case 'warning':
      return [`> **Warning:** ${escapeMarkup(block.text)}`];
  }
}
