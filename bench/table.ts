import { formatCpuList } from '../src/base/cpu-list.ts';
import { table } from '../src/report/style/layout.ts';
import type { Asked } from './asked.ts';
import type { Line } from './line.ts';
import type { Site } from './site.ts';
import { summaryOf } from './summary.ts';
import { figureText, goalText } from './text.ts';

const COLUMNS = [
  { title: 'row', align: 'left' },
  { title: 'what', align: 'left' },
  { title: 'median', align: 'right' },
  { title: 'min to max', align: 'right' },
  { title: 'MAD', align: 'right' },
  { title: 'runs', align: 'right' },
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

export function linesTable(lines: readonly Line[], width: number): string {
  return `${table(COLUMNS, lines.map(cellsOf), width).join('\n')}\n`;
}

/** The same as data: every round's value, and what follows from them. */
export function document({ machine }: Site, asked: Asked, lines: readonly Line[]): string {
  const data = lines.map((line) => ('skipped' in line ? line : { ...line, ...summaryOf(line) }));
  return `${JSON.stringify({ schema: 'concur/bench@1', at: new Date(), machine, asked, lines: data }, null, 2)}\n`;
}

function cellsOf(line: Line): string[] {
  if ('skipped' in line) return [line.row, line.what, 'skipped', '', '', '', '', line.skipped];
  const { min, max, runs, verdicts, ...middle } = summaryOf(line);
  const shown = (value: number) => figureText(value, line.unit);
  const goals = line.goals.map((goal, index) => `${verdicts[index]} ${goalText(goal, line.unit)}`);
  return [
    line.row,
    line.what,
    shown(middle.median),
    `${shown(min)} to ${shown(max)}`,
    shown(middle.mad),
    `${runs}`,
    goals.join(', '),
    line.behind,
  ];
}
