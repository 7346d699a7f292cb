import { countOf } from '../../../base/units.ts';
import type { ScaleReport } from '../../../model/scaling.ts';
import { earlyEnd, unitWords } from '../../text/series.ts';
import { lawColumns, lawNotes, PREDICTION_COLUMNS, PREDICTION_NOTE } from '../scale/laws.ts';
import { pointColumns, pointNotes, whatWasScaled } from '../scale/points.ts';
import { countLead, kneeWords } from '../scale/recommendation.ts';
import { distributionFigure } from './distribution.ts';
import { type Html, html } from './markup.ts';
import { answer } from './outcome.ts';
import { htmlPage } from './page.ts';
import { scalingFigure } from './scaling-curve.ts';
import { figureTable } from './table.ts';
import { timelineFigure } from './timeline.ts';
import { looksToJoin } from './track-data.ts';

/** A page about what more workers bring. */
export function scaleHtml(report: ScaleReport): string {
  const { workload, engine, points, runs, fits, predicted, because, exit } = report;
  const groups = points.map(({ workers }) => ({
    label: countOf(workers, 'worker'),
    runs: runs.filter((run) => run.workers === workers),
  }));
  return htmlPage(report, {
    command: 'scale',
    title: `${workload.name} on more and more ${engine}`,
    lead: html`<p>${whatWasScaled(report)}. ${unitWords(workload)} ${earlyEnd(exit)}</p>`,
    body: html`${answer(countLead(report), because)}
${points.length === 0 && html`<p>Nothing was measured.</p>`}
${scalingFigure(report)}
${figureTable('Throughput by workers', pointColumns(report), points, pointNotes(report))}
<p><strong>Knee:</strong> ${kneeWords(report)}.</p>
${fits.length > 0 && html`<h2>Laws of scaling</h2>`}
${figureTable('Fitted laws', lawColumns(report), fits, lawNotes(report))}
${figureTable('Predictions', PREDICTION_COLUMNS, predicted, PREDICTION_NOTE)}
${distributionFigure(groups)}
${timelines(report)}`,
  });
}

function timelines({ runs }: ScaleReport): Html | null {
  const windows = [...runs]
    .sort((a, b) => a.workers - b.workers || a.round - b.round)
    .map(({ workers, round, timeline }) => ({
      label: `${countOf(workers, 'worker')}, round ${round}`,
      timeline,
    }));
  const figure = timelineFigure('Timeline', windows, looksToJoin(runs.map(({ timeline }) => timeline)));
  return figure && html`<h2>Where they ran</h2>${figure}`;
}
