import type { ScaleReport } from '../../../model/scaling.ts';
import { articleMarkdown } from '../../article/markdown.ts';
import { scaleArticle } from './article.ts';

/** The report in Markdown. */
export function scaleMarkdown(report: ScaleReport): string {
  return articleMarkdown(scaleArticle(report));
}
