import { asciidocTable, escapeAsciidoc } from '../markup.ts';
import type { Article, Block } from './article.ts';

/** An article for a page in AsciiDoc, to be included in a document as a section. */
export function articleAsciidoc(article: Article): string {
  return article.map((block) => `${blockLines(block).join('\n')}\n`).join('\n');
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`== ${escapeAsciidoc(block.text)}`];
    case 'paragraph':
      return [
        `${block.lead === null ? '' : `*${escapeAsciidoc(block.lead)}:* `}${escapeAsciidoc(block.text)}`,
      ];
    case 'table':
      return asciidocTable(block.titles, block.rows);
    case 'warning':
      return [`WARNING: ${escapeAsciidoc(block.text)}`];
  }
}
