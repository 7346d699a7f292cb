import { formatCpuList } from '../src/base/cpu-list.ts';
import { table } from '../src/report/layout.ts';
import type { Asked } from './asked.ts';
import { type Goal, keeps, type Line, type Measured } from './line.ts';
import type { Site } from './site.ts';
import { mad, median } from './stats.ts';

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
export function introduction({ machine }: Site, lacks: readonly string[]): string[] {
  const { cpuModel, allowedCpus, node, kernel } = machine;
  return [
    `${cpuModel ?? 'unknown CPU'}, CPUs ${formatCpuList(allowedCpus)}, Node ${node}, Linux ${kernel}`,
    ...lacks.map((lack) => `lacks ${lack}`),
  ];
}

export function linesTable(lines: readonly Line[], width: number): string {
  return `${table(COLUMNS, lines.map(cellsOf), width).join('\n')}\n`;
}

/** The same as data: every round's value, and what follows from them. */
export function document({ machine }: Site, asked: Asked, lines: readonly Line[]): string {
  const data = lines.map((line) => ('skipped' in line ? line : { ...line, ...summary(line) }));
  return `${JSON.stringify({ schema: 'concur/bench@1', at: new Date(), machine, asked, lines: data }, null, 2)}\n`;
}

function summary({ values, goals }: Measured) {
  const middle = median(values);
  return {
    median: middle,
    min: Math.min(...values),
    max: Math.max(...values),
    mad: mad(values),
    runs: values.length,
    verdicts: goals.map((goal) => (keeps(goal, middle) ? 'met' : 'missed')),
  };
}

function cellsOf(line: Line): string[] {
  if ('skipped' in line) return [line.row, line.what, 'skipped', '', '', '', '', line.skipped];
  const { min, max, runs, verdicts, ...middle } = summary(line);
  const shown = (value: number) =>
    line.unit === 'share'
      ? `${(value * 100).toFixed(2)} %`
      : significant(value) + (line.unit === 'seconds' ? ' s' : '');
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

function goalText(goal: Goal, unit: Measured['unit']): string {
  const [sign, bound] = 'atMost' in goal ? ['<=', goal.atMost] : ['>=', goal.atLeast];
  if (unit === 'share') return `${sign} ${bound * 100} %`;
  return `${sign} ${bound}${unit === 'seconds' ? ' s' : ''}`;
}

/** Ratios about 1 to three decimals; what is far smaller as a power of ten. */
function significant(value: number): string {
  return Math.abs(value) >= 0.01 || value === 0 ? value.toFixed(3) : value.toExponential(1);
}
