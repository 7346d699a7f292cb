import { countOf, formatRatio, formatShare } from '../../../base/units.ts';
import type { RecentThread } from '../../../run/watch/follow/recent.ts';
import { cut, displayWidth, padEnd, widestOf } from '../../style/display-width.ts';
import type { Palette } from '../../style/output-style.ts';
import { threePartBar } from '../../style/three-part-bar.ts';
import { WAIT_NAMES } from '../../words/wait-names.ts';
import { clockText } from '../meter.ts';

const SHORTEST_BAR = 4;
const LONGEST_BAR = 24;
/** From this share on a thread is mostly blocked. */
const MOSTLY = 0.5;

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
  const sorted = [...threads].sort((a, b) => wanted(b) - wanted(a) || a.tid - b.tid);
  const shown = sorted.slice(0, Math.max(0, most - 1));
  const hidden = threads.length - shown.length;
  const names = widestOf(shown.map(({ comm }) => palette.line(comm)));
  // A long name gives way to the bar, which is what the row is for.
  const nameCells = Math.max(1, Math.min(width - SHORTEST_BAR - 1, Math.max(1, names)));
  return [
    ...shown.map((thread) => threadRow(thread, nameCells, width, palette)),
    totalRow(threads, hidden, elapsedMs, width, palette),
  ];
}

/** `python3  12345 CPU 1 ███▒··  97 % · 2 % · 1 %  3 migrations`. What doesn't fit is left out, the least needed first. */
function threadRow(thread: RecentThread, nameCells: number, width: number, palette: Palette): string {
  const { comm, tid, cpu, running, waiting, migrations } = thread;
  const split = { running, waiting, blocked: Math.max(0, 1 - running - waiting) };
  const waited = waitWord(thread, split.blocked);
  const name = padEnd(cut(palette.line(comm), nameCells), nameCells);
  const where = `${cpu === null ? '' : `CPU ${cpu}`}`.padEnd(7);
  const shares = [split.running, split.waiting, split.blocked].map((share) => formatShare(share).padStart(5));
  const parts = [
    `${tid}`.padStart(8),
    ` ${where}`,
    ` ${shares.join(` ${palette.glyphs.dot} `)}`,
    ...(waited === null ? [] : [`  ${waited}`]),
    `  ${migrations} migrated`,
  ];
  for (let kept = parts.length; kept >= 0; kept--) {
    const used = displayWidth([name, ...parts.slice(0, kept)].join('')) + 1;
    const cells = Math.min(LONGEST_BAR, width - used);
    if (cells < SHORTEST_BAR) continue;
    const bar = threePartBar(split, cells, palette);
    return [name, ...parts.slice(0, Math.min(kept, 2)), ` ${bar}`, ...parts.slice(2, kept)].join('');
  }
  return cut(name.trimEnd(), width);
}

/** What a thread is blocked in, where that is most of its time. */
function waitWord({ wait = null }: RecentThread, blocked: number): string | null {
  return wait === null || blocked < MOSTLY ? null : WAIT_NAMES[wait];
}

function totalRow(
  threads: readonly RecentThread[],
  hidden: number,
  elapsedMs: number,
  width: number,
  { glyphs, text }: Palette,
): string {
  const r = threads.reduce((sum, { running }) => sum + running, 0);
  const d = threads.reduce((sum, { waiting }) => sum + waiting, 0);
  const parts = [
    `${clockText(elapsedMs)} busy ${formatRatio(r)}`,
    `queued ${formatRatio(d)}`,
    ...(hidden > 0 ? [`+${hidden} more`] : []),
    countOf(threads.length, 'thread'),
    `${glyphs.full} running ${glyphs.waiting} queued ${glyphs.blocked} blocked`,
  ];
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line} ${glyphs.dot} ${part}`;
    if (longer.length > width) break;
    line = longer;
  }
  return text(line === '' ? clockText(elapsedMs).slice(0, width) : line);
}

function wanted({ running, waiting }: RecentThread): number {
  return running + waiting;
}
