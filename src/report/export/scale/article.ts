import type { ScaleReport } from '../../../model/scaling.ts';
import { type Article, paragraph, tableOf, warningBlock } from '../../article/article.ts';
import { seriesHead } from '../../article/head.ts';
import { lawColumns, lawNotes, PREDICTION_COLUMNS, PREDICTION_NOTE } from './laws.ts';
import { pointColumns, pointNotes, whatWasScaled } from './points.ts';
import { countLead, kneeWords } from './recommendation.ts';

/** The report as parts of a page: what was run, the figures, the laws and what they predict, how many to use. */
export function scaleArticle(report: ScaleReport): Article {
  const { points, fits, predicted, warnings, because } = report;
  return [
    ...seriesHead('scale', whatWasScaled(report), report),
    ...(points.length === 0 ? [paragraph('Nothing was measured.')] : []),
    ...tableOf(pointColumns(report), points, pointNotes(report)),
    ...tableOf(lawColumns(report), fits, lawNotes(report)),
    ...tableOf(PREDICTION_COLUMNS, predicted, PREDICTION_NOTE),
    paragraph(kneeWords(report), 'Knee'),
    ...warnings.map(warningBlock),
    paragraph(because, countLead(report)),
  ];
}
