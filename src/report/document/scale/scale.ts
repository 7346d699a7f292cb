import { maxOf } from '../../../base/extremes.ts';
import { countOf, listOf } from '../../../base/units.ts';
import type { ScalePoint, ScaleReport } from '../../../model/documents/scaling.ts';
import { isOneLoop } from '../../../model/engines/engine-names.ts';
import { predict } from '../../../stats/scaling/scaling-laws.ts';
import { times } from '../../words/figures.ts';
import { interpreterLines } from '../../words/series/interpreters.ts';
import { scaledNoun } from '../../words/series/scaling.ts';
import { aboutRun } from '../about.ts';
import { type Detail, detail, shownSections } from '../details.ts';
import { type ReportDocument, type Shown, WHOLE } from '../document.ts';
import { answer, group, paragraph } from '../parts.ts';
import type { Chart, Section } from '../section.ts';
import { areCommands, programsTable, type SeenRow } from '../series/commands.ts';
import { distributionChart } from '../series/distribution.ts';
import { planDocument } from '../series/plan.ts';
import {
  earlyEnd,
  type ListedRun,
  roundsWords,
  runRecords,
  runsTable,
  runTimelines,
  unitWords,
} from '../series/series.ts';
import { fitsTable, LAW_NAMES, pointsTable, predictionsTable } from './tables.ts';

/** The law’s curve is drawn through so many points. */
const CURVE_POINTS = 120;

/** What more workers bring: how many to use, the points, the laws, every run. */
export function scaleDocument(report: ScaleReport, shown: Shown = WHOLE): ReportDocument {
  const { workload, subject, points, because, exit, planned } = report;
  if (planned !== undefined) return planDocument(report, planned, 'scale', shown);
  const runs = listedRuns(report);
  const groups = points.map(({ workers }) => ({
    label: countOf(workers, scaledNoun(report)),
    runs: report.runs.filter((run) => run.workers === workers),
  }));
  return {
    report,
    command: 'scale',
    title: titleOf(report),
    lead: [`${whatWasScaled(report)}.`, ...unitWords(workload), ...interpreterLines([subject])],
    sections: shownSections(
      [
        answer(countLead(report), because),
        ...earlyEnd(exit, runs.length),
        paragraph(`${kneeWords(report)}.`, 'Knee'),
        ...(points.length === 0 ? [paragraph('Nothing was measured.')] : pointsTable(report)),
        ...programsTable('workers', points.map(seenAt)),
        ...scalingChart(report),
        ...detail(countOf(report.fits.length, 'fitted law'), fitsTable(report)),
        ...predictions(report),
        ...group('Every run', distributionChart(groups, null), { isForPages: true }),
        ...group(`All ${runs.length} runs`, runsTable(runs), { isFolded: true, isForPages: true }),
        ...group('Where they ran', timelines(runs), { isForPages: true }),
        ...aboutRun(report, shown),
      ],
      shown,
    ),
    line: answerLine(report),
    outputs: { 'recommended-workers': report.recommendedWorkers },
    records: runRecords(runs, workload),
  };
}

function titleOf(report: ScaleReport): string {
  const { workload, engine } = report;
  const isPlain = areCommands(workload) || engine === 'hosts';
  return `${workload.name} with more and more ${scaledNoun(report)}s${isPlain ? '' : ` (${engine})`}`;
}

/** Who asked for them wants to see them. */
function predictions(report: ScaleReport): (Section | Detail)[] {
  const table = predictionsTable(report);
  return report.options.predict === undefined ? detail('predictions', table) : table;
}

function seenAt({ workers, program }: ScalePoint): SeenRow {
  return { label: `${workers}`, program };
}

function listedRuns({ runs }: ScaleReport): ListedRun[] {
  return runs.map((run) => ({ run, workers: run.workers, label: run.label }));
}

function timelines(runs: readonly ListedRun[]) {
  const inOrder = [...runs].sort((a, b) => (a.workers ?? 0) - (b.workers ?? 0) || a.run.round - b.run.round);
  return runTimelines('Timeline', inOrder, ({ run, label }) => `${label}, round ${run.round}`);
}

/** What more workers brought, beside what they would bring if none lost anything. The points’ table has its figures. */
function scalingChart(report: ScaleReport): Chart[] {
  const { points, fit, knee } = report;
  if (points.length < 2) return [];
  const measured = points.map(({ workers, throughputX, ci95 }) => ({
    workers,
    throughputX,
    // One worker is what the others are held against: of itself there is nothing to estimate.
    ci95: workers === 1 ? null : ci95,
  }));
  const bars = measured.map(({ workers, throughputX, ci95 }) => ({
    label: countOf(workers, scaledNoun(report)),
    value: throughputX,
    ci95,
    reference: workers,
    note: times(throughputX),
    tone: 'plain' as const,
  }));
  const law = curveOf(report);
  const about = `Measured points with their 95 % intervals${fit === null ? '' : ', the fitted law'} and the ideal line. Knee: ${kneeWords(report)}.`;
  return [
    {
      kind: 'chart',
      caption: `Throughput by ${scaledNoun(report)}s`,
      about,
      bars: { title: `throughput against 1 ${scaledNoun(report)}`, referenceIs: 'ideal', bars },
      data: { kind: 'scaling', points: measured, law, knee },
      table: null,
    },
  ];
}

function curveOf({ points, fit, engine }: ScaleReport) {
  if (fit === null) return null;
  const most = maxOf(points.map(({ workers }) => workers));
  const at = Array.from(
    { length: CURVE_POINTS },
    (_, index) => 1 + ((most - 1) * index) / (CURVE_POINTS - 1),
  );
  const throughputX = at.map((workers) => Number(predict(fit, workers).toPrecision(5)));
  return {
    name: `${LAW_NAMES[fit.law]}${fit.counts === 'cpus' && !isOneLoop(engine) ? ', with a CPU for each' : ''}`,
    at,
    throughputX,
  };
}

/** `Use 2 workers`. */
function countLead(report: ScaleReport): string {
  const { recommendedWorkers } = report;
  const noun = scaledNoun(report);
  return recommendedWorkers === null ? 'No recommendation' : `Use ${countOf(recommendedWorkers, noun)}`;
}

/** Where the curve bends. */
function kneeWords(report: ScaleReport): string {
  const { knee } = report;
  const noun = scaledNoun(report);
  return knee === null
    ? 'unknown, as too little was measured'
    : `${countOf(knee, noun)}, the fewest that reach 95 % of the highest throughput`;
}

/** `hash: 2000 units on threads with 1, 2, 3 and 4 workers, 10 rounds, seed 1`. */
function whatWasScaled(report: ScaleReport): string {
  const { workload, engine, points, seed } = report;
  const counts = points.map(({ workers }) => workers);
  const noun = `${scaledNoun(report)}${counts.at(-1) === 1 ? '' : 's'}`;
  const on = counts.length === 0 ? '' : ` with ${listOf(counts.map(String))} ${noun}`;
  const rounds = roundsWords(points.map(({ workNs }) => workNs.n));
  const what = areCommands(workload)
    ? workload.name
    : `${workload.name}: ${workload.units} units${engine === 'hosts' ? '' : ` on ${engine}`}`;
  return [`${what}${on}`, rounds, `seed ${seed}`].join(', ');
}

function answerLine(report: ScaleReport): string {
  const { points, because, engine, workload } = report;
  const reached = points.map(({ workers, throughputX }) => `${workers}: ${times(throughputX)}`);
  const on = areCommands(workload) ? workload.name : engine;
  const measured =
    reached.length === 0 ? [] : [`throughput on ${on} by ${scaledNoun(report)}s ${reached.join(', ')}`];
  return [`${countLead(report)}: ${because}`, ...measured].join('; ');
}
