import { formatCpuList } from '../../../base/cpu-list.ts';
import { countOf, formatNs, formatRatio, formatShare } from '../../../base/units.ts';
import type { Timeline } from '../../../model/timeline.ts';
import type { WatchedThreadRecord, WatchReport } from '../../../model/watch.ts';
import { type Column, table, wrap } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { coreStripLines } from '../../text/core-strip.ts';
import { legendLines } from '../../text/trial.ts';
import { warningLines } from '../../text/warning.ts';
import { cellsOf, type TimeSplit, threePartBar } from '../../three-part-bar.ts';

/** More rows than this tell nothing more: a line says what the others did. */
const MOST_ROWS = 16;
const BAR_CELLS = 20;

const COLUMNS: readonly Column[] = [
  { title: 'thread', align: 'left' },
  { title: 'PID', align: 'right' },
  { title: 'TID', align: 'right' },
  { title: 'seen on CPU', align: 'left' },
  { title: 'migrations', align: 'right' },
  { title: 'switches', align: 'right' },
  { title: 'ran', align: 'right' },
];

/** What was watched, what its threads did, so what. */
export function watchText(report: WatchReport, page: Page): string {
  const { palette, width } = page;
  const { color } = palette;
  const shown = report.threads.slice(0, MOST_ROWS);
  const rows = table(COLUMNS, shown.map(cellsOfThread), width);
  return [
    ...wrap(palette.text(titleOf(report)), width).map((line) => color.bold(line)),
    ...rows.map((line, index) => (index === 0 ? color.dim(palette.text(line)) : palette.text(line))),
    ...othersLines(report, shown.length, page),
    ...shown.flatMap((thread) => barLines(thread, shown, page)),
    ...(shown.length === 0 ? [] : legendLines(page)),
    ...coreStripLines(busyTimeline(report), page),
    ...coresLines(report, page),
    ...verdictLines(report, page),
    ...report.warnings.flatMap((warning) => warningLines(warning, page)),
    '',
  ].join('\n');
}

/** The verdict alone, in a line. */
export function watchLine({ kind, because }: WatchReport, { palette }: Page): string {
  return palette.text(`${kind ?? 'unknown'}, because ${because}\n`);
}

/** What was watched, as it was typed. */
export function watchedName({ command, pid }: Pick<WatchReport, 'command' | 'pid'>): string {
  return command === null ? `PID ${pid}` : printable(command.join(' '));
}

function titleOf(report: WatchReport): string {
  const { durationNs, looks, threads, omittedThreads, pid, command } = report;
  const id = command === null ? '' : ` (PID ${pid})`;
  const count = countOf(threads.length + omittedThreads, 'thread');
  return `${watchedName(report)}${id}: ${count} in ${formatNs(durationNs)}, ${countOf(looks, 'look')}`;
}

function cellsOfThread(thread: WatchedThreadRecord): string[] {
  const { comm, pid, tid, cpusSeen, migrations, voluntarySwitches, involuntarySwitches, runNs } = thread;
  return [
    printable(comm),
    `${pid}`,
    `${tid}`,
    formatCpuList(Object.keys(cpusSeen).map(Number)) || '?',
    `${migrations}`,
    `${voluntarySwitches ?? '?'} + ${involuntarySwitches ?? '?'}`,
    formatNs(runNs),
  ];
}

function othersLines({ threads, omittedThreads }: WatchReport, shown: number, page: Page): string[] {
  const rest = threads.slice(shown);
  const count = rest.length + omittedThreads;
  if (count === 0) return [];
  const ranNs = rest.reduce((sum, { runNs }) => sum + runNs, 0);
  const more = `+${count} more, which ran ${formatNs(ranNs)} in all${omittedThreads > 0 ? ' or more' : ''}`;
  return wrap(page.palette.text(more), page.width).map((line) => page.palette.color.dim(line));
}

/** Where a watched thread's time went, as shares of the time in which it was seen. */
export function splitOf({ runNs, runDelayNs, blockedNs }: WatchedThreadRecord): TimeSplit | null {
  const wholeNs = runNs + runDelayNs + blockedNs;
  if (wholeNs <= 0) return null;
  return { running: runNs / wholeNs, waiting: runDelayNs / wholeNs, blocked: blockedNs / wholeNs };
}

function barLines(thread: WatchedThreadRecord, all: readonly WatchedThreadRecord[], page: Page): string[] {
  const { palette, width } = page;
  const split = splitOf(thread);
  const names = all.map(({ comm, tid }) => `${printable(comm)} ${tid}`);
  const name = `${printable(thread.comm)} ${thread.tid}`;
  const nameWidth = Math.max(...names.map(({ length }) => length)) + 2;
  const cells = Math.max(4, Math.min(BAR_CELLS, width - nameWidth - 2));
  const bar = paintedBar(split, cells, page);
  const shares =
    split === null
      ? 'unknown'
      : [split.running, split.waiting, split.blocked].map(formatShare).join(` ${palette.glyphs.dot} `);
  const fits = nameWidth + cells + 2 + shares.length <= width;
  return fits
    ? [`${name.padEnd(nameWidth)}${bar}  ${palette.text(shares)}`]
    : [...wrap(name, width), bar, ...wrap(palette.text(shares), width)];
}

/** Green, yellow, dim: beside the three patterns, never instead of them. */
function paintedBar(split: TimeSplit | null, cells: number, { palette }: Page): string {
  if (split === null) return threePartBar(split, cells, palette);
  const { color, glyphs } = palette;
  const [running, waiting, blocked] = cellsOf(split, cells);
  return [
    color.green(glyphs.full.repeat(running)),
    color.yellow(glyphs.waiting.repeat(waiting)),
    color.dim(glyphs.blocked.repeat(blocked)),
  ].join('');
}

/** The strips show those that did the work: helpers that hardly ran would take marks and show nothing. */
function busyTimeline({ timeline, threads }: WatchReport): Timeline | null {
  if (timeline === null) return null;
  const busy = new Set(threads.filter(({ isBusy }) => isBusy).map(({ tid }) => tid));
  const tracks = timeline.threads.filter(({ tid }) => tid !== null && busy.has(tid));
  // Threads of one program are often called the same.
  return { ...timeline, threads: tracks.map((track) => ({ ...track, name: `${track.name} ${track.tid}` })) };
}

/** In which share of the time so many cores were busy. */
function coresLines({ coresBusy }: WatchReport, { palette, width }: Page): string[] {
  const told = coresBusy.flatMap((share, cores) =>
    share >= 0.005 ? [`${cores}: ${formatShare(share)}`] : [],
  );
  if (told.length === 0) return [];
  return wrap(palette.text(`Cores busy at once, share of the time: ${told.join(', ')}`), width);
}

function verdictLines(report: WatchReport, { palette, width }: Page): string[] {
  const { r, d, kind, because, end } = report;
  const paint = kind === 'PARALLEL' ? palette.color.green : palette.color.yellow;
  const figures = `R ${formatRatio(r)}  D ${formatRatio(d)}  ${kind ?? 'unknown'}`;
  return [
    ...wrap(palette.text(`${figures}, because ${because}`), width).map((line) => paint(line)),
    ...endLines(end, width),
  ];
}

/** Said only where the command did not end well. */
function endLines(end: WatchReport['end'], width: number): string[] {
  if (end === null || end.code === 0) return [];
  const how = end.signal === null ? `ended with exit code ${end.code}` : `was ended by ${end.signal}`;
  return wrap(`The command ${how}.`, width);
}

/** A command or a thread’s name may hold anything: control characters would move the cursor. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}
