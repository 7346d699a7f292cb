import type { CompareReport } from '../../../model/comparison.ts';
import { articleMarkdown } from '../../article/markdown.ts';
import { compareArticle } from './article.ts';

/** The report in Markdown. */
export function compareMarkdown(report: CompareReport): string {
  return articleMarkdown(compareArticle(report));
}
