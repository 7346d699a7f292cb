import { basename } from 'node:path';
import { formatCpuList } from '../../base/cpu-list.ts';
import { formatBytes, formatCount, formatNs, formatRatio, formatShare } from '../../base/units.ts';
import type { Observation, WorkerRecord } from '../../model/observation.ts';
import type { DemoReport, ScenarioResult } from '../../model/report.ts';
import type { Warning } from '../../model/warning.ts';
import { type Column, indent, labelled, table, wrap } from '../layout.ts';
import type { Palette } from '../palette.ts';
import { threePartBar, timeSplit } from '../three-part-bar.ts';

/** Where the text goes. */
export interface Page {
  readonly palette: Palette;
  readonly width: number;
}

const BAR_CELLS = 20;

/** The whole report as text. */
export function demoText(report: DemoReport, page: Page): string {
  const parts = report.scenarios.map((result) => scenarioText(result, page));
  return [...parts, closingText(report, page)].filter((part) => part !== '').join('\n');
}

/** One experiment: what we asked, what we saw, what the kernel says, so what. */
export function scenarioText(result: ScenarioResult, page: Page): string {
  const { palette, width } = page;
  const { color, glyphs } = palette;
  const say = (label: string, text: string) => labelled(label, palette.text(text), width, 12);
  const mark = glyphs.marks[result.outcome];
  const paint = { holds: color.green, fails: color.red, inconclusive: color.yellow, skipped: color.dim }[
    result.outcome
  ];
  const verdict = `${mark} ${result.outcome.toUpperCase()}`;
  const because = labelled(
    verdict,
    palette.text(`because ${result.because.join('; ')}`),
    width,
    verdict.length + 2,
  );
  return [
    ...wrap(palette.text(`${result.name}: ${result.question}`), width).map((line) => color.bold(line)),
    ...say('Hypothesis', result.hypothesis),
    ...say('Asked', result.asked),
    ...result.story.flatMap((line, index) => say(index === 0 ? 'Saw' : '', line)),
    ...planLines(result, page),
    ...result.trials.flatMap((trial) => ['', ...trialLines(trial, page)]),
    ...(result.trials.length === 0 ? [] : legendLines(page)),
    '',
    ...claimLines(result, page),
    ...because.map((line) => paint(line)),
    ...sourceLines(result, page),
    '',
  ].join('\n');
}

const COLUMNS: readonly Column[] = [
  { title: 'worker', align: 'left' },
  { title: 'PID', align: 'right' },
  { title: 'TID', align: 'right' },
  { title: 'pin', align: 'left' },
  { title: 'seen on CPU', align: 'left' },
  { title: 'units', align: 'right' },
  { title: 'switches', align: 'right' },
  { title: 'Pss', align: 'right' },
];

const PLAN_COLUMNS: readonly Column[] = [
  { title: 'worker', align: 'left' },
  { title: 'engine', align: 'left' },
  { title: 'CPU', align: 'left' },
  { title: 'work', align: 'left' },
  { title: 'amount', align: 'right' },
];

function trialLines(trial: Observation, page: Page): string[] {
  const { palette, width } = page;
  const { color, glyphs } = palette;
  const causes = trial.causes.length === 0 ? '' : ` (${trial.causes.join('; ')})`;
  const summary =
    `R ${formatRatio(trial.r)}  D ${formatRatio(trial.d)}  ${trial.kind ?? 'unknown'}${causes}, ` +
    `wall ${formatNs(trial.wallNs)}, start-up ${formatNs(trial.spawnNs)}`;
  const rows = trial.workers.map(workerCells);
  return [
    ...wrap(palette.text(`${glyphs.bullet} ${trial.label}: ${summary}`), width).map((line) =>
      color.cyan(line),
    ),
    ...table(COLUMNS, rows, width).map((line, index) =>
      index === 0 ? color.dim(palette.text(line)) : palette.text(line),
    ),
    ...barLines(trial, page),
    ...indent(
      trial.workers.flatMap(({ name, fault }) =>
        fault === null ? [] : wrap(palette.text(`${name}: ${fault.message}`), width - 2),
      ),
      '  ',
    ).map((line) => color.red(line)),
  ];
}

function workerCells(worker: WorkerRecord): string[] {
  const { pin } = worker;
  const where = pin.cpus === null ? '' : ` ${formatCpuList(pin.cpus)}`;
  return [
    worker.name,
    `${worker.pid ?? '?'}`,
    `${worker.tid ?? '?'}`,
    pin.state === 'held' || pin.state === 'off' ? `${pin.state}${where}` : pin.state,
    sightings(worker),
    units(worker),
    `${worker.voluntarySwitches ?? '?'} + ${worker.involuntarySwitches ?? '?'}`,
    worker.pssBytes === null ? '' : formatBytes(worker.pssBytes),
  ];
}

function units({ unitsDone, units: asked }: WorkerRecord): string {
  return asked === null ? formatCount(unitsDone) : `${formatCount(unitsDone)}/${formatCount(asked)}`;
}

function sightings({ cpusSeen }: WorkerRecord): string {
  const total = Object.values(cpusSeen).reduce((sum, count) => sum + count, 0);
  if (total === 0) return '?';
  return Object.entries(cpusSeen)
    .map(([cpu, count]) => `${cpu}: ${formatShare(count / total)}`)
    .join(', ');
}

function barLines({ workers }: Observation, { palette, width }: Page): string[] {
  const { glyphs } = palette;
  const nameWidth = Math.max(...workers.map(({ name }) => name.length)) + 2;
  const cells = Math.max(4, Math.min(BAR_CELLS, width - nameWidth - 2));
  return workers.flatMap((worker) => {
    const split = timeSplit(worker);
    const bar = threePartBar(split, cells, palette);
    const shares =
      split === null
        ? 'unknown'
        : [split.running, split.waiting, split.blocked].map(formatShare).join(` ${glyphs.dot} `);
    const lead = worker.name.padEnd(nameWidth) + bar;
    const room = width - lead.length - 2 >= shares.length;
    return room ? [`${lead}  ${shares}`] : [...wrap(worker.name, width), bar, ...wrap(shares, width)];
  });
}

function legendLines({ palette, width }: Page): string[] {
  const { full, waiting, blocked } = palette.glyphs;
  const legend = `${full} running  ${waiting} waiting for a core  ${blocked} blocked`;
  return wrap(legend, width).map((line) => palette.color.dim(line));
}

function claimLines({ claims }: ScenarioResult, { palette, width }: Page): string[] {
  const { color, glyphs } = palette;
  const paint = { holds: color.green, fails: color.red, inconclusive: color.yellow };
  return claims.flatMap(({ outcome, statement, expected, observed }) => {
    const lines = wrap(
      palette.text(`${statement}: ${observed} (expected ${expected})`),
      Math.max(8, width - 2),
    );
    return lines.map((line, index) =>
      index === 0 ? `${paint[outcome](glyphs.marks[outcome])} ${line}` : `  ${line}`,
    );
  });
}

/** One experiment in one line. */
export function verdictText({ name, outcome, because }: ScenarioResult, { palette }: Page): string {
  return palette.text(`${name}: ${outcome}, because ${because.join('; ')}\n`);
}

/** What a dry run shows: who would run what, where. */
function planLines({ plan }: ScenarioResult, page: Page): string[] {
  return (plan?.trials ?? []).flatMap(({ label, slots }) => {
    const rows = slots.map(({ name, engine, cpu, work }) => [
      name,
      engine,
      cpu === null ? 'any' : `${cpu}`,
      basename(work.module, '.cjs'),
      'units' in work.amount ? `${formatCount(work.amount.units)} units` : `${work.amount.durationMs} ms`,
    ]);
    const title = page.palette.text(`${page.palette.glyphs.bullet} would run: ${label}`);
    return ['', ...wrap(title, page.width), ...table(PLAN_COLUMNS, rows, page.width)];
  });
}

/** The code that ran, as it is written. */
function sourceLines({ source }: ScenarioResult, { palette }: Page): string[] {
  return (source ?? []).flatMap(({ path, text }) => [
    '',
    palette.color.bold(`// ${path}`),
    palette.text(text.trimEnd()),
  ]);
}

/** What is said after the experiments: warnings, and the count where there were several. */
export function closingText(report: DemoReport, page: Page): string {
  const { palette, width } = page;
  const { scenarios } = report;
  const lines = report.warnings.flatMap((warning) => warningLines(warning, page));
  if (scenarios.length > 1) {
    const count = (outcome: ScenarioResult['outcome']) =>
      scenarios.filter((result) => result.outcome === outcome).length;
    const summary = (['holds', 'fails', 'inconclusive', 'skipped'] as const)
      .filter((outcome) => count(outcome) > 0)
      .map((outcome) => `${count(outcome)} ${outcome}`);
    lines.push(...wrap(palette.text(`${scenarios.length} experiments: ${summary.join(', ')}`), width));
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** A warning with its hint. */
export function warningLines({ message, hint }: Warning, { palette, width }: Page): string[] {
  const text = `warning: ${message}.${hint === null ? '' : ` ${hint}`}`;
  return wrap(palette.text(text), width).map((line) => palette.color.yellow(line));
}
