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
 * One bar as text, at most `width` columns: `Core 0  45 %|###    | 45/100 [00:02<00:03, 20.0/s] CPU 0 PID 12`.
 * A pure function of its numbers, after tqdm's format_meter. What doesn't fit is left out, the least needed first.
 */
export function meterText(meter: Meter, width: number, palette: Palette): string {
  const share = shareOf(meter.progress);
  const percent = `${String(Math.floor(share * 100 + 1e-9)).padStart(3)} %`;
  const needed = displayWidth(` ${percent}`) + (meter.note === null ? 0 : SHORTEST_NOTE);
  const labelWidth = Math.min(meter.labelWidth, Math.max(SHORTEST_LABEL, width - needed));
  const label = padEnd(cut(palette.line(meter.label), labelWidth), labelWidth);
  if (meter.note !== null) return cut(`${label} ${percent} ${palette.line(meter.note)}`, width);
  const extras = [counts(meter.progress), times(meter, share), palette.line(meter.identity)];
  for (let kept = extras.length; kept >= 0; kept--) {
    const tail = extras.slice(0, kept).filter((extra) => extra !== '');
    const [head, rest] = [`${label} ${percent}|`, `|${tail.length === 0 ? '' : ` ${tail.join(' ')}`}`];
    const cells = Math.min(LONGEST_BAR, width - displayWidth(head + rest));
    if (cells >= SHORTEST_BAR) return head + fill(share, cells, palette) + rest;
  }
  return cut(`${label} ${percent}`, width);
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
