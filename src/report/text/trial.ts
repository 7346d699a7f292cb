import { formatCpuList } from '../../base/cpu-list.ts';
import { formatBytes, formatCount, formatNs, formatRatio, formatShare } from '../../base/units.ts';
import type { Observation, WorkerRecord } from '../../model/observation.ts';
import { type Column, indent, table, wrap } from '../layout.ts';
import type { Page } from '../page.ts';
import { threePartBar, timeSplit } from '../three-part-bar.ts';
import { causesText } from '../words/causes.ts';
import { coreStripLines } from './core-strip.ts';

const BAR_CELLS = 20;

export const WORKER_COLUMNS: readonly Column[] = [
  { title: 'worker', align: 'left' },
  { title: 'PID', align: 'right' },
  { title: 'TID', align: 'right' },
  { title: 'pin', align: 'left' },
  { title: 'seen on CPU', align: 'left' },
  { title: 'units', align: 'right' },
  { title: 'switches', align: 'right' },
  { title: 'Pss', align: 'right' },
];

/** One trial: its R and D, a row for each worker, where each one's time went. */
export function trialLines(trial: Observation, page: Page): string[] {
  const { palette, width } = page;
  const { color, glyphs } = palette;
  const causes = trial.causes.length === 0 ? '' : ` (${causesText(trial.causes)})`;
  const summary =
    `R ${formatRatio(trial.r)}  D ${formatRatio(trial.d)}  ${trial.kind ?? 'unknown'}${causes}, ` +
    `wall ${formatNs(trial.wallNs)}, start-up ${formatNs(trial.spawnNs)}`;
  const rows = trial.workers.map(workerCells);
  return [
    ...wrap(palette.text(`${glyphs.bullet} ${trial.label}: ${summary}`), width).map((line) =>
      color.cyan(line),
    ),
    ...table(...withoutEmpty(WORKER_COLUMNS, rows), width).map((line, index) =>
      index === 0 ? color.dim(palette.text(line)) : palette.text(line),
    ),
    ...barLines(trial, page),
    ...coreStripLines(trial.timeline, page),
    ...indent(
      trial.workers.flatMap(({ name, fault }) =>
        fault === null ? [] : wrap(palette.text(`${name}: ${fault.message}`), width - 2),
      ),
      '  ',
    ).map((line) => color.red(line)),
  ];
}

/** Leaves out columns that no worker has anything for: threads share their memory, so they have no Pss of their own. */
export function withoutEmpty(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): [Column[], string[][]] {
  const isUsed = columns.map((_, column) => rows.some((row) => row[column] !== ''));
  return [
    columns.filter((_, column) => isUsed[column]),
    rows.map((row) => row.filter((_, column) => isUsed[column])),
  ];
}

/** What a row says of a worker. */
export function workerCells(worker: WorkerRecord): string[] {
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

/** What the parts of the bars mean. */
export function legendLines({ palette, width }: Page): string[] {
  const { full, waiting, blocked } = palette.glyphs;
  const legend = `${full} running  ${waiting} waiting for a core  ${blocked} blocked`;
  return wrap(legend, width).map((line) => palette.color.dim(line));
}
