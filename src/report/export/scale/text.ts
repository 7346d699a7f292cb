import type { ScaleReport } from '../../../model/scaling.ts';
import { explainedTables } from '../../figure-tables.ts';
import { wrap } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { times } from '../../ratio.ts';
import { sections } from '../../sections.ts';
import { leadLines } from '../../text/lead.ts';
import { headLines } from '../../text/series.ts';
import { warningLines } from '../../text/warning.ts';
import { throughputChart } from './chart.ts';
import { lawColumns, lawNotes, PREDICTION_COLUMNS, PREDICTION_NOTE } from './laws.ts';
import { pointColumns, pointNotes, whatWasScaled } from './points.ts';
import { countLead, kneeWords } from './recommendation.ts';

/** What was run, the figures, the throughput as bars, the laws and what they predict, and last how many to use. */
export function scaleText(report: ScaleReport, page: Page): string {
  const { points, fits, predicted, warnings } = report;
  return sections([
    headLines(whatWasScaled(report), report, page),
    points.length === 0
      ? wrap('Nothing was measured.', page.width)
      : explainedTables(pointColumns(report), points, pointNotes(report), page),
    throughputChart(report, page),
    fits.length === 0 ? [] : explainedTables(lawColumns(report), fits, lawNotes(report), page),
    predicted.length === 0 ? [] : explainedTables(PREDICTION_COLUMNS, predicted, PREDICTION_NOTE, page),
    leadLines('Knee', kneeWords(report), page),
    warnings.flatMap((warning) => warningLines(warning, page)),
    leadLines(countLead(report), report.because, page),
  ]);
}

/** The answer in one line. */
export function scaleLine(report: ScaleReport, { palette }: Page): string {
  const { points, because, engine } = report;
  const reached = points.map(({ workers, throughputX }) => `${workers}: ${times(throughputX)}`);
  const measured = reached.length === 0 ? [] : [`throughput on ${engine} by workers ${reached.join(', ')}`];
  return palette.text(`${[`${countLead(report)}: ${because}`, ...measured].join('; ')}\n`);
}
