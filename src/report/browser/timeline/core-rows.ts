import type uPlot from 'uplot';
import { formatNs, formatShare } from '../../../base/units.ts';
import type { Timeline } from '../../../model/trial/timeline.ts';
import { byCore, type CoreStretch } from '../../timeline/by-core.ts';
import type { Readable } from '../chart/reader.ts';
import type { Band, Rows } from '../chart/rows-chart.ts';
import { inkOn, type Theme } from '../chart/theme.ts';
import { HATCHES, hatched } from './hatch.ts';
import { ms, US } from './thread-rows.ts';
import { firstWhere } from './tracks.ts';

const LABEL_ROOM = 10;
/** How far the middle of a name is from the edge of its row (CSS pixels). */
const LABEL_MIDDLE = 8;

/** A row per CPU: who ran there. Null where no thread was seen on any. */
export function coreRows(name: string, timeline: Timeline): Rows | null {
  const cores = [...byCore(timeline)];
  if (cores.length === 0) return null;
  const names = timeline.threads.map((thread) => thread.name);
  return {
    name,
    labels: cores.map(([cpu]) => `CPU ${cpu}`),
    extent: [0, timeline.lengthUs / US],
    unit: 'ms since the start',
    hasButtons: true,
    readable: (plot) => reading(plot, cores, names),
    paint: (row, band, theme) => paintCore(cores[row]?.[1] ?? [], names, band, theme),
  };
}

function paintCore(
  stretches: readonly CoreStretch[],
  names: readonly string[],
  band: Band,
  theme: Theme,
): void {
  const { context, top, bottom, x } = band;
  context.fillStyle = theme.blocked;
  context.fillRect(x(band.from), top, x(band.to) - x(band.from), bottom - top);
  const fills = new Map<number, string | CanvasPattern>();
  const fillOf = (thread: number) => {
    const fill = fills.get(thread) ?? threadFill(thread, theme);
    fills.set(thread, fill);
    return fill;
  };
  let pending = new Map<number, number>();
  let fromUs = -1;
  for (let index = firstStretch(stretches, band.from * US); index < stretches.length; index++) {
    const stretch = stretches[index] as CoreStretch;
    if (stretch.fromUs > band.to * US) break;
    if (fromUs < 0) fromUs = stretch.fromUs;
    for (const { thread, us } of stretch.ran) pending.set(thread, (pending.get(thread) ?? 0) + us);
    const [left, right] = [x(fromUs / US), x(stretch.toUs / US)];
    // What is too narrow is drawn with what follows, where that is near.
    const next = stretches[index + 1];
    if (right - left < band.finest && next !== undefined && x(next.fromUs / US) - left < band.finest)
      continue;
    paintShares(band, left, Math.max(1, right - left), stretch.toUs - fromUs, pending, fillOf);
    const [only] = stretch.ran;
    if (stretch.ran.length === 1 && only !== undefined) {
      const isHigh = only.us * 2 > stretch.toUs - stretch.fromUs;
      const ink = isHigh ? inkOn(colorOf(only.thread, theme)) : theme.text;
      const middle = isHigh
        ? band.bottom - LABEL_MIDDLE * devicePixelRatio
        : band.top + LABEL_MIDDLE * devicePixelRatio;
      label(band, left, right, middle, names[only.thread] ?? '', ink);
    }
    pending = new Map();
    fromUs = -1;
  }
}

/** Threads above each other, each as high as its share of the time. */
function paintShares(
  { context, top, bottom }: Band,
  left: number,
  width: number,
  wholeUs: number,
  ran: ReadonlyMap<number, number>,
  fillOf: (thread: number) => string | CanvasPattern,
): void {
  let at = bottom;
  for (const [thread, us] of ran) {
    const height = Math.min(at - top, (us / (wholeUs || 1)) * (bottom - top));
    context.fillStyle = fillOf(thread);
    context.fillRect(left, at - height, width, height);
    at -= height;
  }
}

/** Colours in turn, then the same again in another pattern. */
function threadFill(thread: number, theme: Theme): string | CanvasPattern {
  const round = Math.floor(thread / theme.series.length);
  return hatched(colorOf(thread, theme), theme.paper, HATCHES[round % HATCHES.length] ?? 'solid');
}

function colorOf(thread: number, { series }: Theme): string {
  return series[thread % series.length] ?? '#888888';
}

/** The thread’s name, where there is room for it. */
function label(band: Band, left: number, right: number, middle: number, name: string, ink: string): void {
  const { context, top, bottom, x } = band;
  const scale = devicePixelRatio;
  if (bottom - top < 14 * scale) return;
  context.font = `${11 * scale}px system-ui, sans-serif`;
  const start = Math.max(left, x(band.from));
  if (context.measureText(name).width + LABEL_ROOM * scale > right - start) return;
  context.fillStyle = ink;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(name, start + (LABEL_ROOM / 2) * scale, middle);
}

function firstStretch(stretches: readonly CoreStretch[], us: number): number {
  return firstWhere(stretches.length, (index) => (stretches[index] as CoreStretch).toUs > us);
}

function reading(
  plot: uPlot,
  cores: readonly (readonly [number, readonly CoreStretch[]])[],
  names: readonly string[],
): Readable {
  const rowAt = (top: number) => Math.min(cores.length - 1, Math.max(0, Math.floor(plot.posToVal(top, 'y'))));
  return {
    describe(left, top) {
      const [cpu, stretches] = cores[rowAt(top)] ?? [0, []];
      const us = plot.posToVal(left, 'x') * US;
      const stretch = stretches[firstStretch(stretches, us)];
      if (stretch === undefined || stretch.fromUs > us) return `CPU ${cpu}, ${ms(us)}: none of these threads`;
      const whole = stretch.toUs - stretch.fromUs;
      const ran = stretch.ran.map(
        ({ thread, us: own }) =>
          `${names[thread] ?? '?'} ran ${formatNs(own * 1e3)} (${formatShare(Math.min(1, own / whole))})`,
      );
      return `CPU ${cpu}, ${ms(stretch.fromUs)} to ${ms(stretch.toUs)}: ${ran.join(', ')}`;
    },
    step(left, top, right, down) {
      const row = Math.min(cores.length - 1, Math.max(0, rowAt(top) + down));
      const stretches = cores[row]?.[1] ?? [];
      const at = left < 0 ? 0 : plot.posToVal(left, 'x') * US;
      const index = firstStretch(stretches, at) + (left < 0 ? 0 : right);
      const stretch = stretches[Math.min(stretches.length - 1, Math.max(0, index))];
      const middle = stretch === undefined ? at : (stretch.fromUs + stretch.toUs) / 2;
      return [
        right === 0 && left >= 0 ? left : plot.valToPos(middle / US, 'x'),
        plot.valToPos(row + 0.5, 'y'),
      ];
    },
  };
}
