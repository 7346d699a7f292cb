import { countOf, formatShare } from '../../../base/units.ts';
import type { ComparedRun } from '../../../model/documents/compared-run.ts';
import type { CompareReport, Comparison, ComparisonOutcome } from '../../../model/documents/comparison.ts';
import { estimate, times } from '../../words/figures.ts';
import { interpreterLines } from '../../words/series/interpreters.ts';
import { recommendationLead } from '../../words/series/recommendation.ts';
import { aboutRun } from '../about.ts';
import { detail, shownSections } from '../details.ts';
import { type ReportDocument, type Shown, WHOLE } from '../document.ts';
import { answer, type FigureColumn, group, paragraph, tableOf } from '../parts.ts';
import type { BarChart, Cases, ChartBar, List, Section } from '../section.ts';
import { areCommands, programsTable } from '../series/commands.ts';
import { distributionChart } from '../series/distribution.ts';
import { planDocument } from '../series/plan.ts';
import { earlyEnd, type ListedRun, runRecords, runsTable, runTimelines } from '../series/series.ts';
import { aboutUnits, candidateWord, titleOf } from './candidates.ts';
import { callOn, comparisonWords, METRIC_WORDS, outlierRemarks, totalRemarks } from './remarks.ts';
import { resultsTables, whatWasCompared } from './results.ts';

const comparisonColumns = (what: string): readonly FigureColumn<Comparison>[] => [
  { title: 'on', align: 'left', cell: ({ metric }) => METRIC_WORDS[metric] },
  { title: what, align: 'left', cell: ({ candidate }) => candidate },
  { title: 'is', align: 'left', cell: ({ call }) => call },
  { title: 'against', align: 'left', cell: ({ baseline }) => baseline },
  { title: 'ratio', align: 'left', cell: estimate },
  { title: 'margin', align: 'right', cell: ({ margin }) => formatShare(margin) },
];

/** The same work on several engines: what to use, the figures, each pair, every run. */
export function compareDocument(report: CompareReport, shown: Shown = WHOLE): ReportDocument {
  const { workload, results, recommendation, exit, planned } = report;
  if (planned !== undefined) return planDocument(report, planned, 'compare', shown);
  const runs = listedRuns(report);
  const groups = results.map(({ label }) => ({ label, runs: runsOf(report, label) }));
  const outliers = results.reduce((sum, result) => sum + result.outliers.length, 0);
  return {
    report,
    command: 'compare',
    title: titleOf(report),
    lead: [
      `${whatWasCompared(report)}.`,
      ...aboutUnits(report),
      ...interpreterLines(results.map(({ subject }) => subject)),
    ],
    sections: shownSections(
      [
        answer(recommendationLead(recommendation), recommendation.because),
        ...earlyEnd(exit, runs.length),
        ...(results.length === 0 ? [paragraph('Nothing was measured.')] : resultsTables(report)),
        ...programsTable('command', results),
        ...distributionChart(groups, speedupBars(report)),
        ...remarks(totalRemarks(report)),
        ...detail(countOf(outliers, 'outlier'), remarks(outlierRemarks(report))),
        ...regressionSections(report),
        ...eachAgainstEach(report),
        ...group(`All ${runs.length} runs`, runsTable(runs), { isFolded: true, isForPages: true }),
        ...group('Where they ran', timelines(report), { isForPages: true }),
        ...aboutRun(report, shown),
      ],
      shown,
    ),
    line: answerLine(report),
    outputs: {},
    seconds: secondsOf(report.runs),
    records: runRecords(runs, workload),
  };
}

function remarks(items: readonly string[]): List[] {
  return items.length === 0 ? [] : [{ kind: 'list', tone: 'plain', items }];
}

/** Each pair on the work, in words; and all that was compared. */
function eachAgainstEach(report: CompareReport): Section[] {
  const { comparisons, workload } = report;
  const items = comparisons
    .filter(({ metric }) => metric === 'work')
    .map((one) => comparisonWords(one, areCommands(workload)));
  const all = tableOf('Comparisons of each two', comparisonColumns(candidateWord(report)), comparisons);
  const title = `All ${comparisons.length} comparisons`;
  return group(
    'Each against each',
    [
      ...(items.length === 0 ? [] : [{ kind: 'list', tone: 'plain', items } as const]),
      ...group(title, all, { isFolded: true, isForPages: true }),
    ],
    { isForPages: true },
  );
}

function runsOf({ runs }: CompareReport, label: string) {
  return runs.filter((run) => run.label === label);
}

function listedRuns({ runs, results }: CompareReport): ListedRun[] {
  const workers = new Map(results.map((result) => [result.label, result.workers]));
  return runs.map((run) => ({ run, label: run.label, workers: workers.get(run.label) ?? null }));
}

const TONE_OF_CALL = {
  faster: 'good',
  slower: 'bad',
  same: 'none',
  inconclusive: 'open',
} as const satisfies { readonly [call in ComparisonOutcome]: ChartBar['tone'] };

/** Each against the first candidate. Null where there is no other to compare with. */
function speedupBars(report: CompareReport): BarChart | null {
  const [first, second] = report.results;
  if (first === undefined || second === undefined) return null;
  const bars = report.results.map((result): ChartBar => {
    const { ratio, ci95 } = result.speedup;
    const call = callOn('work', result.label, report);
    const note = [times(ratio), ...(call === null ? [] : [call])].join(' ');
    return {
      label: result.label,
      value: ratio,
      ci95: result === first ? null : ci95,
      reference: 1,
      note,
      tone: call === null ? 'none' : TONE_OF_CALL[call],
    };
  });
  return { title: `speed-up against ${first.label}`, referenceIs: `as fast as ${first.label}`, bars };
}

/** Against an earlier report, or the first version: how much slower each has become, and how much is allowed. */
function regressionSections({ regressions, runs }: CompareReport): Section[] {
  if (regressions === null) return [];
  if (regressions.length === 0) return [paragraph('Nothing here is in the baseline too.')];
  const cases: Cases = {
    kind: 'cases',
    whole: null,
    suite: 'concur compare',
    title: `Against ${regressions[0]?.against ?? 'the baseline'}`,
    cases: regressions.map(({ engine, against, limit, outcome, ...now }) => ({
      id: engine,
      title: `time of ${engine}${against === undefined ? ', now ÷ baseline' : ` ÷ time of ${against}`}`,
      outcome,
      expected: `at most +${formatShare(limit)}`,
      observed: estimate(now),
      because: null,
      seconds: secondsOf(runs.filter(({ label }) => label === engine)),
      timedWith: null,
    })),
  };
  return [cases];
}

/** Of their start-up and their work, one after the other. */
function secondsOf(runs: readonly ComparedRun[]): number {
  return runs.reduce((sum, { startupNs, workNs }) => sum + startupNs + workNs, 0) / 1e9;
}

function timelines(report: CompareReport): Section[] {
  return report.results.flatMap(({ label }) => {
    const own = listedRuns(report).filter((listed) => listed.label === label);
    return runTimelines(`Timeline of ${label}`, own, ({ run }) => `round ${run.round}`);
  });
}

function answerLine({ results, recommendation, regressions }: CompareReport): string {
  const [first, ...others] = results;
  const speedups = others.map(({ label, speedup }) => `${label} ${estimate(speedup)}`);
  const failed = (regressions ?? []).filter(({ outcome }) => outcome === 'fail');
  return [
    `${recommendationLead(recommendation)}: ${recommendation.because}`,
    ...(first === undefined || speedups.length === 0
      ? []
      : [`against ${first.label}: ${speedups.join(', ')}`]),
    ...failed.map((one) => `${one.engine} has become slower: ${estimate(one)}`),
  ].join('; ');
}
