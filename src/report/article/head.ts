import type { ComparedWorkload } from '../../model/comparison.ts';
import type { Exit } from '../../model/report.ts';
import { earlyEnd, unitWords } from '../text/series.ts';
import { type Article, heading, paragraph } from './article.ts';

/** How a page about a series of runs begins: what ran, what a unit of it is, and whether it ran to its end. */
export function seriesHead(
  command: string,
  what: string,
  { workload, exit }: { readonly workload: ComparedWorkload; readonly exit: Exit },
): Article {
  const early = earlyEnd(exit);
  return [
    heading(`concur ${command}: ${workload.name}`),
    paragraph(`${what}. ${unitWords(workload)}`),
    ...(early === null ? [] : [paragraph(early)]),
  ];
}
