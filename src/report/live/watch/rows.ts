import { countOf, formatRatio, formatShare } from '../../../base/units.ts';
import type { WaitKind } from '../../../model/waits.ts';
import { type RecentThread, recentCores } from '../../../run/watch/follow/recent.ts';
import { cut, displayWidth, padEnd, widestOf } from '../../style/display-width.ts';
import type { Palette } from '../../style/output-style.ts';
import { blockedCells, cellsOf, threePartBar } from '../../style/three-part-bar.ts';
import { splitOfTimes, type TimeSplit } from '../../style/time-split.ts';
import { splitLegendWords } from '../../words/split-legend.ts';
import { largestWait, WAIT_NAMES } from '../../words/wait-names.ts';
import { clockText } from '../meter.ts';

const SHORTEST_BAR = 4;
const LONGEST_BAR = 24;
/** From this share on a thread is mostly blocked. */
const MOSTLY = 0.5;

/** A row, and the kinds of wait that its bar shows. */
interface ThreadRow {
  readonly text: string;
  readonly kinds: readonly (WaitKind | null)[];
}

/** How wide a row is, and those of its parts that all rows have in common. */
interface RowCells {
  readonly name: number;
  readonly wait: number;
  readonly migrations: number;
  readonly all: number;
}

/**
 * A row for each thread, those that ran most first, and one for all of them together, which is always there.
 * @param most how many rows there is room for
 * @param width of a row, in columns
 */
export function watchRows(
  threads: readonly RecentThread[],
  elapsedMs: number,
  { most, width }: { readonly most: number; readonly width: number },
  palette: Palette,
): string[] {
  const sorted = threads
    .map((thread) => ({ thread, split: splitOfTimes(thread) }))
    .sort((a, b) => wanted(b.split) - wanted(a.split) || a.thread.tid - b.thread.tid);
  const shown = sorted.slice(0, Math.max(0, most - 1));
  const names = widestOf(shown.map(({ thread }) => palette.line(thread.comm)));
  // A long name gives way to the bar, which is what the row is for.
  const nameCells = Math.max(1, Math.min(width - SHORTEST_BAR - 1, Math.max(1, names)));
  const waitCells = Math.max(0, ...shown.map(({ split }) => waitWord(split).length));
  const migrationCells = Math.max(0, ...shown.map(({ thread }) => `${thread.migrations}`.length));
  const cells = { name: nameCells, wait: waitCells, migrations: migrationCells, all: width };
  const rows = shown.map(({ thread, split }) => threadRow(thread, split, cells, palette));
  const kinds = new Set(rows.flatMap((row) => row.kinds));
  const parts = totalParts(threads, threads.length - shown.length, elapsedMs);
  return [...rows.map(({ text }) => text), totalRow(parts, kinds, width, palette)];
}

/** `python3  12345 CPU 1 ███▒LL  97 % · 2 % · 1 %  lock  3 migrated`. What doesn't fit is left out, the least needed first. */
function threadRow(
  { comm, tid, cpu, migrations }: RecentThread,
  split: TimeSplit | null,
  { name: nameCells, wait: waitCells, migrations: migrationCells, all: width }: RowCells,
  palette: Palette,
): ThreadRow {
  const name = padEnd(cut(palette.line(comm), nameCells), nameCells);
  const where = `${cpu === null ? '' : `CPU ${cpu}`}`.padEnd(7);
  const shares = split === null ? [] : [split.running, split.waiting, split.blocked].map(formatShare);
  const parts = [
    `${tid}`.padStart(8),
    ` ${where}`,
    ` ${shares.map((share) => share.padStart(5)).join(` ${palette.glyphs.dot} `)}`,
    ...(waitCells === 0 ? [] : [`  ${waitWord(split).padEnd(waitCells)}`]),
    `  ${`${migrations}`.padStart(migrationCells)} migrated`,
  ];
  for (let kept = parts.length; kept >= 0; kept--) {
    const used = displayWidth([name, ...parts.slice(0, kept)].join('')) + 1;
    const cells = Math.min(LONGEST_BAR, width - used);
    if (cells < SHORTEST_BAR) continue;
    const bar = threePartBar(split, cells, palette);
    const text = [name, ...parts.slice(0, Math.min(kept, 2)), ` ${bar}`, ...parts.slice(2, kept)].join('');
    const blocked = split === null ? [] : blockedCells(split, cellsOf(split, cells)[2]);
    return { text, kinds: blocked.map(({ kind }) => kind) };
  }
  return { text: cut(name.trimEnd(), width), kinds: [] };
}

/** What a thread was blocked in, where that is most of its time. */
function waitWord(split: TimeSplit | null): string {
  if (split === null || split.blocked < MOSTLY) return '';
  const largest = largestWait(split.waits ?? []);
  return largest === null ? '' : WAIT_NAMES[largest.kind];
}

function totalParts(threads: readonly RecentThread[], hidden: number, elapsedMs: number): string[] {
  const { r, d } = recentCores(threads);
  return [
    `${clockText(elapsedMs)} busy ${formatRatio(r)}`,
    `queued ${formatRatio(d)}`,
    ...(hidden > 0 ? [`+${hidden} more`] : []),
    countOf(threads.length, 'thread'),
  ];
}

/** All together, as far as there is room, and then what the bars mean: their letters at least, or nothing. */
function totalRow(
  parts: readonly string[],
  kinds: ReadonlySet<WaitKind | null>,
  width: number,
  { glyphs, text }: Palette,
): string {
  const { plain, waits, unknown } = splitLegendWords(kinds, glyphs);
  const legends = [[...plain, ...waits, ...unknown], waits].map((words) => words.join('  '));
  let line = cut(parts[0] ?? '', width);
  const add = (part: string) => {
    const longer = `${line} ${glyphs.dot} ${part}`;
    if (part !== '' && displayWidth(longer) <= width) line = longer;
    return line === longer;
  };
  if (parts.slice(1).every(add)) legends.some(add);
  return text(line);
}

/** The share of the time in which a thread ran or wanted to. */
function wanted(split: TimeSplit | null): number {
  return split === null ? 0 : split.running + split.waiting;
}
