import type { CompareReport, Comparison } from '../../../model/comparison.ts';
import { estimate } from '../../ratio.ts';
import { earlyEnd, unitWords } from '../../text/series.ts';
import { COMPARISON_COLUMNS } from '../compare/article.ts';
import { recommendationLead } from '../compare/recommendation.ts';
import { NO_REGRESSION, REGRESSION_COLUMNS, REGRESSION_NOTE } from '../compare/regressions.ts';
import { METRIC_WORDS, outlierRemarks, totalRemarks } from '../compare/remarks.ts';
import { resultColumns, resultNotes, whatWasCompared } from '../compare/results.ts';
import { distributionFigure } from './distribution.ts';
import { type Html, html } from './markup.ts';
import { answer } from './outcome.ts';
import { htmlPage } from './page.ts';
import { figureTable, folded } from './table.ts';
import { timelineFigure } from './timeline.ts';
import { looksToJoin } from './track-data.ts';

/** A page about the same work on several engines. */
export function compareHtml(report: CompareReport): string {
  const { workload, results, recommendation, comparisons, exit, runs } = report;
  const groups = results.map(({ label }) => ({ label, runs: runs.filter((run) => run.label === label) }));
  const remarks = [...totalRemarks(report), ...outlierRemarks(report)];
  const notes = resultNotes(report, { spread: true });
  return htmlPage(report, {
    command: 'compare',
    title: `${workload.name} on ${results.map(({ label }) => label).join(', ') || 'nothing'}`,
    lead: html`<p>${whatWasCompared(report)}. ${unitWords(workload)} ${earlyEnd(exit)}</p>`,
    body: html`${answer(recommendationLead(recommendation), recommendation.because)}
<h2>Results</h2>
${results.length === 0 && html`<p>Nothing was measured.</p>`}
${figureTable('What each contestant took', resultColumns(report, { spread: true }), results, notes)}
${remarks.length > 0 && html`<ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
${distributionFigure(groups)}
${
  comparisons.length > 0 &&
  html`<h2>Each against each</h2>
<ul>${comparisons.filter(({ metric }) => metric === 'work').map((one) => html`<li>${comparisonWords(one)}</li>`)}</ul>`
}
${comparisons.length > 0 && folded(`All ${comparisons.length} comparisons`, figureTable('Comparisons of each two', COMPARISON_COLUMNS, comparisons))}
${regressionPart(report)}
${timelines(report)}`,
  });
}

/** `On work, threads is faster than loop: 1.93× [1.88, 1.97].` */
function comparisonWords(one: Comparison): string {
  const verdict = {
    faster: `is faster than ${one.baseline}`,
    slower: `is slower than ${one.baseline}`,
    same: `is the same as ${one.baseline}`,
    inconclusive: `can’t be told from ${one.baseline}`,
  }[one.call];
  return `On ${METRIC_WORDS[one.metric]}, ${one.candidate} ${verdict}: ${estimate(one)}.`;
}

function regressionPart({ regressions }: CompareReport): Html | null {
  if (regressions === null) return null;
  return html`<h2>Against the baseline</h2>
${regressions.length === 0 && html`<p>${NO_REGRESSION}</p>`}
${figureTable('Now, and in the baseline', REGRESSION_COLUMNS, regressions, REGRESSION_NOTE)}`;
}

/** A timeline for each contestant: its last run, and the others to choose from. */
function timelines({ results, runs }: CompareReport): Html | null {
  const join = looksToJoin(runs.map(({ timeline }) => timeline));
  const figures = results.map(({ label }) => {
    const own = runs.filter((run) => run.label === label);
    const windows = own.map(({ round, timeline }) => ({ label: `round ${round}`, timeline }));
    return timelineFigure(`Timeline of ${label}`, windows, join);
  });
  return figures.every((figure) => figure === null) ? null : html`<h2>Where they ran</h2>${figures}`;
}
