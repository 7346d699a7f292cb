import { printableLine } from '../../base/text/printable.ts';
import type { Progress } from '../../model/trial/events.ts';
import { cut, displayWidth, padEnd, widestOf } from '../style/display-width.ts';
import type { Palette } from '../style/output-style.ts';

/** All that one bar shows. */
export interface Meter {
  readonly label: string;
  /** In columns. */
  readonly labelWidth: number;
  readonly progress: Progress;
  readonly elapsedMs: number;
  /** Said in place of the figures: `starting`, or how a worker failed. */
  readonly note: string | null;
  readonly failed: boolean;
  /** `CPU 0 PID 12 TID 13`. */
  readonly identity: string;
}

/** What is to be drawn: asked for again for each frame. */
export interface Meters {
  /** May change from frame to frame. */
  readonly count: number;
  /** The first ones, at most so many. */
  meters(most: number): Meter[];
  /** All together in one bar, where there is no room for so many. */
  total(hidden: number): Meter;
}

const SHORTEST_LABEL = 8;
/** As much of a note as says what it is. */
const SHORTEST_NOTE = 6;
const SHORTEST_BAR = 4;
const LONGEST_BAR = 30;

/**
 * Bars as text, at most `width` columns: `Core 0  45 %|###    | 45/100 [00:02<00:03, 20.0/s] CPU 0 PID 12`.
 * Pure functions of their numbers, after tqdm's format_meter. What doesn't fit is left out, the least needed first. Bars
 * below each other are of one length, and say the same of each, so that they can be compared.
 */
export function meterTexts(meters: readonly Meter[], width: number, palette: Palette): string[] {
  const rows = meters.map((meter) => ({ meter, ...partsOf(meter, width, palette) }));
  const drawn = rows.filter(({ meter }) => meter.note === null);
  const layout = layoutOf(drawn, width);
  return rows.map(({ meter, head, extras }) => {
    if (meter.note !== null) return cut(`${head} ${palette.line(meter.note)}`, width);
    if (layout === null) return cut(head, width);
    const bar = fill(shareOf(meter.progress), layout.cells, palette);
    return `${head}|${bar}${tailOf(extras, layout.kept)}`;
  });
}

/** What stands before the bar, and what may stand behind it. */
interface MeterParts {
  readonly head: string;
  readonly extras: readonly string[];
}

function partsOf(meter: Meter, width: number, palette: Palette): MeterParts {
  const share = shareOf(meter.progress);
  const percent = `${String(Math.floor(share * 100 + 1e-9)).padStart(3)} %`;
  const needed = displayWidth(` ${percent}`) + (meter.note === null ? 0 : SHORTEST_NOTE);
  const labelWidth = Math.min(meter.labelWidth, Math.max(SHORTEST_LABEL, width - needed));
  const label = padEnd(cut(palette.line(meter.label), labelWidth), labelWidth);
  const extras = [counts(meter.progress), times(meter, share), palette.line(meter.identity)];
  return { head: `${label} ${percent}`, extras };
}

/** How long the bars are, and how much stands behind them; null where there is no room for any. */
function layoutOf(rows: readonly MeterParts[], width: number): { cells: number; kept: number } | null {
  const most = Math.max(0, ...rows.map(({ extras }) => extras.length));
  for (let kept = most; kept >= 0; kept--) {
    const used = widestOf(rows.map(({ head, extras }) => `${head}|${tailOf(extras, kept)}`));
    const cells = Math.min(LONGEST_BAR, width - used);
    if (cells >= SHORTEST_BAR) return { cells, kept };
  }
  return null;
}

function tailOf(extras: readonly string[], kept: number): string {
  const tail = extras.slice(0, kept).filter((extra) => extra !== '');
  return `|${tail.length === 0 ? '' : ` ${tail.join(' ')}`}`;
}

/** How many columns labels below each other take. */
export function labelWidthOf(labels: readonly string[]): number {
  return widestOf(labels.map(printableLine));
}

/** `45 %` as a filled part of `cells`. */
function fill(share: number, cells: number, { glyphs }: Palette): string {
  const full = Math.min(cells, Math.floor(share * cells));
  return glyphs.full.repeat(full) + glyphs.empty.repeat(cells - full);
}

function counts({ done, total, of }: Progress): string {
  return of === 'ms' ? '' : `${String(done).padStart(String(total).length)}/${total}`;
}

/** `[elapsed<remaining, rate]`. */
function times({ elapsedMs, progress }: Meter, share: number): string {
  const remaining = share > 0 ? clockText((elapsedMs / share) * (1 - share)) : '?';
  const rate =
    progress.of === 'ms' || elapsedMs <= 0
      ? ''
      : `, ${rateText(progress.done / (elapsedMs / 1000)).padStart(6)}`;
  return `[${clockText(elapsedMs)}<${remaining}${rate}]`;
}

function rateText(perSecond: number): string {
  return perSecond >= 100 ? `${Math.round(perSecond)}/s` : `${perSecond.toFixed(1)}/s`;
}

/** `00:05`, `1:02:03`. */
export function clockText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${tail}` : tail;
}

export function shareOf({ done, total }: Progress): number {
  return total <= 0 ? 1 : Math.min(1, done / total);
}
