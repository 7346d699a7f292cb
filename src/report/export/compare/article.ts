import { formatShare } from '../../../base/units.ts';
import type { CompareReport, Comparison } from '../../../model/comparison.ts';
import { type Article, paragraph, tableOf, warningBlock } from '../../article/article.ts';
import { seriesHead } from '../../article/head.ts';
import type { FigureColumn } from '../../figure-tables.ts';
import { estimate } from '../../ratio.ts';
import { recommendationLead } from './recommendation.ts';
import { NO_REGRESSION, REGRESSION_COLUMNS, REGRESSION_NOTE } from './regressions.ts';
import { METRIC_WORDS, outlierRemarks, totalRemarks } from './remarks.ts';
import { resultColumns, resultNotes, whatWasCompared } from './results.ts';

/** Two contestants on one metric, and what was found of them. */
export const COMPARISON_COLUMNS: readonly FigureColumn<Comparison>[] = [
  { title: 'on', align: 'left', cell: ({ metric }) => METRIC_WORDS[metric] },
  { title: 'engine', align: 'left', cell: ({ candidate }) => candidate },
  { title: 'is', align: 'left', cell: ({ call }) => call },
  { title: 'against', align: 'left', cell: ({ baseline }) => baseline },
  { title: 'ratio', align: 'left', cell: estimate },
  { title: 'margin', align: 'right', cell: ({ margin }) => formatShare(margin) },
];

/** The report as parts of a page: what was compared, the figures, each pair, what stands out, what to use. */
export function compareArticle(report: CompareReport): Article {
  const { results, comparisons, regressions, warnings, recommendation } = report;
  const columns = resultColumns(report, { spread: true });
  return [
    ...seriesHead('compare', whatWasCompared(report), report),
    ...(results.length === 0 ? [paragraph('Nothing was measured.')] : []),
    ...tableOf(columns, results, resultNotes(report, { spread: true })),
    ...tableOf(COMPARISON_COLUMNS, comparisons),
    ...[...totalRemarks(report), ...outlierRemarks(report)].map((remark) => paragraph(remark)),
    ...(regressions?.length === 0 ? [paragraph(NO_REGRESSION)] : []),
    ...tableOf(REGRESSION_COLUMNS, regressions ?? [], REGRESSION_NOTE),
    ...warnings.map(warningBlock),
    paragraph(recommendation.because, recommendationLead(recommendation)),
  ];
}
