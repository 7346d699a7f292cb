import type { ScaleReport } from '../../../model/scaling.ts';
import { articleAsciidoc } from '../../article/asciidoc.ts';
import { scaleArticle } from './article.ts';

/** The report in AsciiDoc. */
export function scaleAsciidoc(report: ScaleReport): string {
  return articleAsciidoc(scaleArticle(report));
}
