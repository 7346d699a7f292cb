import type { CompareReport } from '../../../model/comparison.ts';
import { explainedTables, isOneTable } from '../../figure-tables.ts';
import { wrap } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { estimate } from '../../ratio.ts';
import { sections } from '../../sections.ts';
import { leadLines } from '../../text/lead.ts';
import { headLines } from '../../text/series.ts';
import { warningLines } from '../../text/warning.ts';
import { speedupChart } from './chart.ts';
import { recommendationLead } from './recommendation.ts';
import { regressionLines } from './regressions.ts';
import { outlierRemarks, totalRemarks } from './remarks.ts';
import { resultColumns, resultNotes, whatWasCompared } from './results.ts';

/** What was compared, the figures, the speed-ups as bars, what stands out, and last what to use. */
export function compareText(report: CompareReport, page: Page): string {
  const say = (text: string) => wrap(page.palette.text(text), page.width);
  return sections([
    headLines(whatWasCompared(report), report, page),
    resultLines(report, page),
    speedupChart(report, page),
    totalRemarks(report).flatMap(say),
    outlierRemarks(report).flatMap(say),
    report.regressions === null ? [] : regressionLines(report.regressions, page),
    report.warnings.flatMap((warning) => warningLines(warning, page)),
    leadLines(recommendationLead(report.recommendation), report.recommendation.because, page),
  ]);
}

/** The answer in one line. */
export function compareLine(report: CompareReport, { palette }: Page): string {
  const { results, recommendation, regressions } = report;
  const [first, ...others] = results;
  const speedups = others.map(({ label, speedup }) => `${label} ${estimate(speedup)}`);
  const failed = (regressions ?? []).filter(({ outcome }) => outcome === 'fail');
  return palette.text(
    `${[
      `${recommendationLead(recommendation)}: ${recommendation.because}`,
      ...(first === undefined || speedups.length === 0
        ? []
        : [`against ${first.label}: ${speedups.join(', ')}`]),
      ...failed.map((one) => `${one.engine} has become slower: ${estimate(one)}`),
    ].join('; ')}\n`,
  );
}

function resultLines(report: CompareReport, page: Page): string[] {
  const { results } = report;
  if (results.length === 0) return wrap('Nothing was measured.', page.width);
  const full = resultColumns(report, { spread: true });
  // What matters most, the work and the speed-up, stands side by side, with the spread only where there is room.
  const spread = isOneTable(full.slice(0, 3), results, page);
  const columns = spread ? full : resultColumns(report, { spread });
  return explainedTables(columns, results, resultNotes(report, { spread }), page);
}
