import type uPlot from 'uplot';
import { formatNs } from '../../../base/units.ts';
import type { ThreadTrack, Timeline } from '../../../model/trial/timeline.ts';
import type { WaitKind } from '../../../model/waits.ts';
import { WAIT_MARKS } from '../../style/wait-marks.ts';
import { threadId } from '../../timeline/tracks.ts';
import { WAIT_NAMES } from '../../words/wait-names.ts';
import type { Readable } from '../chart/reader.ts';
import type { Band, Rows } from '../chart/rows-chart.ts';
import { inkOn, type Theme } from '../chart/theme.ts';
import { hatched } from './hatch.ts';
import { fill, pathOf } from './paths.ts';
import { firstWhere } from './tracks.ts';

/** µs in a ms: the axis is in ms. */
export const US = 1e3;

/** A row per thread: how much of each interval it ran, waited and was blocked. */
export function threadRows(name: string, { lengthUs, threads }: Timeline): Rows {
  return {
    name,
    labels: threads.map((thread) => thread.name),
    extent: [0, lengthUs / US],
    unit: 'ms since the start',
    hasButtons: true,
    readable: (plot) => reading(plot, threads),
    paint: (row, band, theme) => paintThread(threads[row] as ThreadTrack, band, theme),
  };
}

function paintThread({ atUs, runUs, runDelayUs, waits = [] }: ThreadTrack, band: Band, theme: Theme): void {
  const { context, top, bottom, x } = band;
  const height = bottom - top;
  const [ran, waited] = [new Path2D(), new Path2D()];
  const blocked = new Map<WaitKind, Path2D>();
  const first = firstSample(atUs, band.from * US);
  const [leftmost, rightmost] = [x((atUs[first - 1] ?? 0) / US), x((atUs.at(-1) ?? 0) / US)];
  let [from, run, delay] = [-1, 0, 0];
  for (let sample = first; sample < atUs.length; sample++) {
    const [start, end] = [atUs[sample - 1] as number, atUs[sample] as number];
    if (start > band.to * US) break;
    if (from < 0) from = start;
    run += runUs[sample] ?? 0;
    delay += runDelayUs[sample] ?? 0;
    const [left, right] = [x(from / US), x(end / US)];
    // What is too narrow is drawn with what follows.
    if (right - left < band.finest && sample < atUs.length - 1) continue;
    const width = Math.max(1, right - left);
    const runHeight = Math.min(1, run / (end - from || 1)) * height;
    const delayHeight = Math.min(height - runHeight, (delay / (end - from || 1)) * height);
    if (run > 0) ran.rect(left, bottom - runHeight, width, runHeight);
    if (delay > 0) waited.rect(left, bottom - runHeight - delayHeight, width, delayHeight);
    const kind = waits[sample] ?? null;
    if (kind !== null) pathOf(kind, blocked).rect(left, top, width, height - runHeight - delayHeight);
    [from, run, delay] = [-1, 0, 0];
  }
  context.fillStyle = theme.blocked;
  context.fillRect(leftmost, top, rightmost - leftmost, height);
  for (const [kind, path] of blocked) fill(context, waitFill(kind, theme), path);
  fill(context, hatched(theme.waiting, inkOn(theme.waiting), 'rising'), waited);
  fill(context, theme.running, ran);
}

function waitFill(kind: WaitKind, { series }: Theme): string | CanvasPattern {
  const mark = WAIT_MARKS[kind];
  return hatched(series[mark.series - 1] ?? '#888888', '#000000', mark.pattern);
}

/** The first sample, from 1, whose interval isn’t over before `us`. */
function firstSample(atUs: readonly number[], us: number): number {
  return Math.max(
    1,
    firstWhere(atUs.length, (index) => (atUs[index] as number) > us),
  );
}

function reading(plot: uPlot, threads: readonly ThreadTrack[]): Readable {
  const rowAt = (top: number) =>
    Math.min(threads.length - 1, Math.max(0, Math.floor(plot.posToVal(top, 'y'))));
  return {
    describe(left, top) {
      const row = rowAt(top);
      const thread = threads[row] as ThreadTrack;
      const us = plot.posToVal(left, 'x') * US;
      const sample = firstSample(thread.atUs, us);
      const [start, end] = [thread.atUs[sample - 1], thread.atUs[sample]];
      if (start === undefined || end === undefined || us < start) return `${thread.name}: not there`;
      return intervalWords(thread, sample, start, end);
    },
    step(left, top, right, down) {
      const row = Math.min(threads.length - 1, Math.max(0, rowAt(top) + down));
      const { atUs } = threads[row] as ThreadTrack;
      const at = left < 0 ? 0 : plot.posToVal(left, 'x') * US;
      const sample = Math.min(atUs.length - 1, Math.max(1, firstSample(atUs, at) + (left < 0 ? 0 : right)));
      const middle = ((atUs[sample - 1] ?? 0) + (atUs[sample] ?? 0)) / 2;
      return [
        right === 0 && left >= 0 ? left : plot.valToPos(middle / US, 'x'),
        plot.valToPos(row + 0.5, 'y'),
      ];
    },
  };
}

/** `t1 (PID 1, TID 2), CPU 0, 10.0 to 20.0 ms: running 9.8 ms, …`. */
function intervalWords(thread: ThreadTrack, sample: number, start: number, end: number): string {
  const { name, cpu, runUs, runDelayUs, waits = [] } = thread;
  const [ran, waited] = [runUs[sample] ?? 0, runDelayUs[sample] ?? 0];
  const where = cpu[sample] ?? null;
  const kind = waits[sample] ?? null;
  return [
    `${name} (${threadId(thread)}), ${where === null ? 'CPU unknown' : `CPU ${where}`}, ${ms(start)} to ${ms(end)}:`,
    `running ${formatNs(ran * 1e3)},`,
    `queued ${formatNs(waited * 1e3)},`,
    `blocked ${formatNs(Math.max(0, end - start - ran - waited) * 1e3)}${kind === null ? '' : ` (${WAIT_NAMES[kind]})`}`,
  ].join(' ');
}

export function ms(us: number): string {
  return `${(us / US).toFixed(1)} ms`;
}
