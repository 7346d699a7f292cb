import type { CompareReport } from '../../../model/comparison.ts';
import { articleAsciidoc } from '../../article/asciidoc.ts';
import { compareArticle } from './article.ts';

/** The report in AsciiDoc. */
export function compareAsciidoc(report: CompareReport): string {
  return articleAsciidoc(compareArticle(report));
}
