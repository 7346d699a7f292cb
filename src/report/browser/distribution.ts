import type uPlot from 'uplot';
import { formatNs } from '../../base/units.ts';
import type { DistributionData, SampleRow } from '../document/chart-data.ts';
import { element } from './chart/element.ts';
import type { Drawn } from './chart/mount.ts';
import type { Readable } from './chart/reader.ts';
import { type Band, rowsChart } from './chart/rows-chart.ts';
import type { Theme } from './chart/theme.ts';

const US = 1e3;
const TALLEST_ROW = 56;
/** More points than this are drawn small. */
const MANY = 2_000;
const FAINTEST = 0.08;
/** How near (CSS pixels) the cursor has to be to a point to speak of it. */
const NEAR = 12;
const MARGIN = 0.04;

/** Every sample as a point, the candidates below each other. */
export function drawDistribution(
  _: HTMLElement,
  stage: HTMLElement,
  data: DistributionData,
  chosen: number | null,
): Drawn {
  const metric = data.metrics[chosen ?? 0];
  if (metric === undefined) return [];
  const host = element('div', { class: 'plot' });
  stage.append(host);
  const { rows, label } = metric;
  return [
    rowsChart(host, {
      name: `Every run, ${label}`,
      labels: rows.map((row) => row.label),
      extent: extentOf(rows),
      unit: `${label} in ms`,
      hasButtons: true,
      tallest: TALLEST_ROW,
      readable: (plot) => reading(plot, rows),
      paint: (row, band, theme) => paintSamples(rows[row] as SampleRow, row, band, theme),
    }),
  ];
}

function extentOf(rows: readonly SampleRow[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const { samplesUs } of rows) {
    for (const us of samplesUs) {
      least = Math.min(least, us / US);
      most = Math.max(most, us / US);
    }
  }
  const room = (most - least || most || 1) * MARGIN;
  return [Math.max(0, least - room), most + room];
}

function paintSamples(
  { samplesUs, medianUs, ci95Us }: SampleRow,
  row: number,
  band: Band,
  theme: Theme,
): void {
  const { context, top, bottom, x } = band;
  const scale = devicePixelRatio;
  const color = theme.series[row % theme.series.length] ?? theme.text;
  if (ci95Us !== null) {
    context.globalAlpha = 0.25;
    context.fillStyle = color;
    context.fillRect(
      x(ci95Us[0] / US),
      top,
      Math.max(1, x(ci95Us[1] / US) - x(ci95Us[0] / US)),
      bottom - top,
    );
    context.globalAlpha = 1;
  }
  const size = (samplesUs.length > MANY ? 2 : 8) * scale;
  context.fillStyle = color;
  context.strokeStyle = theme.paper;
  // Where they lie on each other, it is darker the more there are.
  context.globalAlpha = Math.max(FAINTEST, Math.min(1, MANY / samplesUs.length));
  samplesUs.forEach((us, index) => {
    const [left, middle] = [x(us / US) - size / 2, top + jitter(index) * (bottom - top - size)];
    if (samplesUs.length > MANY) context.fillRect(left, middle, size, size);
    else dot(context, left + size / 2, middle + size / 2, size / 2);
  });
  context.globalAlpha = 1;
  if (medianUs === null) return;
  context.fillStyle = theme.text;
  context.fillRect(x(medianUs / US) - scale, top, 2 * scale, bottom - top);
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** Between 0 and 1, the same at each drawing, evenly spread: the golden ratio’s multiples. */
function jitter(index: number): number {
  return (0.5 + index * 0.618033988749895) % 1;
}

function reading(plot: uPlot, rows: readonly SampleRow[]): Readable {
  const rowAt = (top: number) => Math.min(rows.length - 1, Math.max(0, Math.floor(plot.posToVal(top, 'y'))));
  return {
    describe(left, top) {
      const { label, samplesUs, medianUs, ci95Us } = rows[rowAt(top)] as SampleRow;
      const us = plot.posToVal(left, 'x') * US;
      const nearest = samplesUs.reduce(
        (best, one, index) => (Math.abs(one - us) < Math.abs((samplesUs[best] ?? 0) - us) ? index : best),
        0,
      );
      const value = samplesUs[nearest];
      const middle = `median ${words(medianUs)}${ci95Us === null ? '' : ` [${words(ci95Us[0])}, ${words(ci95Us[1])}]`}`;
      const isNear = value !== undefined && Math.abs(plot.valToPos(value / US, 'x') - left) <= NEAR;
      return isNear
        ? `${label}, run ${nearest + 1}: ${words(value)}; ${middle}`
        : `${label}: ${samplesUs.length} runs, ${middle}`;
    },
    step(left, top, right, down) {
      const row = Math.min(rows.length - 1, Math.max(0, rowAt(top) + down));
      const sorted = [...(rows[row]?.samplesUs ?? [])].sort((a, b) => a - b);
      const us = left < 0 ? -Infinity : plot.posToVal(left, 'x') * US;
      // A pixel off is the same place.
      const near = (plot.posToVal(1, 'x') - plot.posToVal(0, 'x')) * US;
      const next =
        right < 0 ? sorted.findLast((one) => one < us - near) : sorted.find((one) => one > us + near);
      const to = right === 0 || next === undefined ? left : plot.valToPos(next / US, 'x');
      return [to, plot.valToPos(row + 0.5, 'y')];
    },
  };
}

function words(us: number | null): string {
  return formatNs(us === null ? null : us * 1e3);
}
