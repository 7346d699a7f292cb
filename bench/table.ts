import { formatCpuList } from '../src/base/cpu-list.ts';
import { table } from '../src/report/style/layout.ts';
import type { Asked } from './asked.ts';
import type { Line } from './line.ts';
import type { MeasuredRow } from './measure.ts';
import type { Site } from './site.ts';
import { summaryOf, verdictOn } from './summary.ts';
import { figureText, goalText, intervalText, quietText, VERDICT_TEXT } from './text.ts';

const COLUMNS = [
  { title: 'row', align: 'left' },
  { title: 'what', align: 'left' },
  { title: 'median', align: 'right' },
  { title: '95 % interval', align: 'right' },
  { title: 'n', align: 'right' },
  { title: 'goal', align: 'left' },
  { title: 'medians behind it', align: 'left' },
] as const;

/** Where this is measured, and what is missing here. */
export function introduction(site: Site, lacks: readonly string[]): string[] {
  return [machineText(site), ...lacks.map((lack) => `lacks ${lack}`)];
}

export function machineText({ machine }: Site): string {
  const { cpuModel, allowedCpus, node, kernel } = machine;
  return `${cpuModel ?? 'unknown CPU'}, CPUs ${formatCpuList(allowedCpus)}, Node ${node}, Linux ${kernel}`;
}

export function rowsTable(rows: readonly MeasuredRow[], width: number): string {
  const cells = rows.flatMap(({ row, lines }) => lines.map((line) => [row, ...cellsOf(line)]));
  const quiet = rows.flatMap(({ row, rounds, quietness }) =>
    quietness === null ? [] : `${row}: ${quietText(rounds, quietness)}`,
  );
  return `${[...table(COLUMNS, cells, width), '', ...quiet].join('\n')}\n`;
}

/** The same as data: every round's value, and what follows from them. */
export function document({ machine }: Site, asked: Asked, measured: readonly MeasuredRow[]): string {
  const rows = measured.map((row) => ({ ...row, lines: row.lines.map(judged) }));
  return `${JSON.stringify({ schema: 'concur/bench@2', at: new Date(), machine, asked, rows }, null, 2)}\n`;
}

function judged(line: Line) {
  if ('skipped' in line) return line;
  const summary = summaryOf(line);
  return { ...line, ...summary, verdicts: line.goals.map((goal) => verdictOn(goal, summary.ci95)) };
}

function cellsOf(line: Line): string[] {
  if ('skipped' in line) return [line.what, 'skipped', '', '', '', line.skipped];
  const { what, unit, behind } = line;
  const { n, value, ci95 } = summaryOf(line);
  const goals = line.goals.map((goal) => `${VERDICT_TEXT[verdictOn(goal, ci95)]} ${goalText(goal, unit)}`);
  return [what, figureText(value, unit), intervalText(ci95, unit), `${n}`, goals.join(', '), behind];
}
