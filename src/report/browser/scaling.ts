import uPlot from 'uplot';
import type { ScalingData } from '../document/chart-data.ts';
import { element } from './chart/element.ts';
import type { Drawn } from './chart/mount.ts';
import { makeReadable, type Readable } from './chart/reader.ts';
import { inkOf } from './chart/rows-chart.ts';
import { readTheme } from './chart/theme.ts';

const HEIGHT = 360;
const FONT = '12px system-ui, sans-serif';

/** Throughput by workers: what was measured, what a law makes of it, and what would be ideal. */
export function drawScaling(_: HTMLElement, stage: HTMLElement, data: ScalingData): Drawn {
  const host = element('div', { class: 'plot' });
  stage.append(host);
  const onCursor = makeReadable(host, { name: 'Throughput by workers', hasButtons: true }, () => plot, {
    describe: (left, top) => reading(plot, data).describe(left, top),
    step: (...from) => reading(plot, data).step(...from),
  });
  const options: uPlot.Options = {
    width: Math.max(200, host.clientWidth),
    height: HEIGHT,
    padding: [12, 16, 0, 0],
    legend: { live: false },
    cursor: { drag: { x: true, y: false } },
    scales: { x: { time: false }, y: { range: () => [0, highestOf(data)] } },
    axes: axes(),
    series: seriesOf(data),
    hooks: {
      drawAxes: [(drawn) => paintKnee(drawn, data)],
      draw: [(drawn) => paintIntervals(drawn, data)],
      setCursor: [() => onCursor()],
    },
  };
  const plot: uPlot = new uPlot(options, columnsOf(data), host);
  return [plot];
}

/** The ideal line is seen for a while, and may leave. */
function highestOf({ points, law }: ScalingData): number {
  const most = Math.max(
    ...points.map(({ throughputX, ci95 }) => ci95?.[1] ?? throughputX),
    ...(law?.throughputX ?? []),
  );
  return Math.max(most * 1.1, Math.min(most * 2, points.at(-1)?.workers ?? 1));
}

function axes(): uPlot.Axis[] {
  // uPlot completes what it is given: each has its own.
  const own = () => ({ ...inkOf(), labelFont: FONT, font: FONT });
  return [
    { ...own(), label: 'workers', labelSize: 20, incrs: [1, 2, 4, 8, 16, 32, 64, 128, 256] },
    {
      ...own(),
      label: 'throughput against 1 worker',
      labelSize: 24,
      values: (_plot, ticks) => ticks.map((tick) => `${tick}×`),
    },
  ];
}

/** What was measured, the ideal and, where one fits, the law. */
function seriesOf({ law }: ScalingData): uPlot.Series[] {
  const stroke = (index: number) => () => readTheme().series[index] ?? '#888888';
  const hidden = () => ({ points: { show: false } });
  return [
    {},
    {
      label: 'measured',
      stroke: stroke(0),
      width: 2,
      spanGaps: true,
      points: { show: true, size: 9, fill: stroke(0) },
    },
    { label: 'ideal', stroke: () => readTheme().faint, dash: [6, 6], ...hidden() },
    ...(law === null
      ? []
      : [{ label: law.name, stroke: stroke(5), dash: [2, 4], width: 2, spanGaps: true, ...hidden() }]),
  ];
}

/** The same in columns: the numbers of workers, then a column for each series. */
function columnsOf({ points, law }: ScalingData): uPlot.AlignedData {
  const xs = [...new Set([...points.map(({ workers }) => workers), ...(law?.at ?? [])])].sort(
    (a, b) => a - b,
  );
  const measured = new Map(points.map(({ workers, throughputX }) => [workers, throughputX]));
  const fitted = new Map(law?.at.map((at, index) => [at, law.throughputX[index] ?? null]));
  return [
    xs,
    xs.map((x) => measured.get(x) ?? null),
    xs,
    ...(law === null ? [] : [xs.map((x) => fitted.get(x) ?? null)]),
  ];
}

/** Where the true value may lie: a line with ends. */
function paintIntervals(plot: uPlot, { points }: ScalingData): void {
  const { ctx: context } = plot;
  const end = 4 * devicePixelRatio;
  context.save();
  context.strokeStyle = readTheme().text;
  context.lineWidth = 1.5 * devicePixelRatio;
  context.setLineDash([]);
  for (const { workers, ci95 } of points) {
    if (ci95 === null) continue;
    const x = plot.valToPos(workers, 'x', true);
    const [low, high] = ci95.map((value) => plot.valToPos(value, 'y', true)) as [number, number];
    context.beginPath();
    context.moveTo(x, low);
    context.lineTo(x, high);
    for (const y of [low, high]) {
      context.moveTo(x - end, y);
      context.lineTo(x + end, y);
    }
    context.stroke();
  }
  context.restore();
}

/** Where the curve bends: a line from top to bottom. */
function paintKnee(plot: uPlot, { knee }: ScalingData): void {
  if (knee === null) return;
  const { ctx: context, bbox } = plot;
  const x = plot.valToPos(knee, 'x', true);
  context.save();
  context.strokeStyle = readTheme().faint;
  context.lineWidth = devicePixelRatio;
  context.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
  context.beginPath();
  context.moveTo(x, bbox.top);
  context.lineTo(x, bbox.top + bbox.height);
  context.stroke();
  context.fillStyle = readTheme().faint;
  context.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  context.textAlign = x > bbox.left + bbox.width / 2 ? 'right' : 'left';
  context.textBaseline = 'top';
  context.fillText(` knee: ${knee} `, x, bbox.top + 2 * devicePixelRatio);
  context.restore();
}

function reading(plot: uPlot, { points, knee }: ScalingData): Readable {
  const nearest = (left: number) => {
    const at = plot.posToVal(left, 'x');
    return points.reduce(
      (best, { workers }, index) =>
        Math.abs(workers - at) < Math.abs((points[best]?.workers ?? 0) - at) ? index : best,
      0,
    );
  };
  return {
    describe(left) {
      const point = points[nearest(left)];
      if (point === undefined) return null;
      const { workers, throughputX, ci95 } = point;
      const interval = ci95 === null ? '' : ` [${ci95.map((one) => one.toFixed(2)).join(', ')}]`;
      return `${workers} ${workers === 1 ? 'worker' : 'workers'}: ${throughputX.toFixed(2)}×${interval} of ideal ${workers}×${workers === knee ? ', the knee' : ''}`;
    },
    step(left, _top, right) {
      const index = left < 0 ? 0 : Math.min(points.length - 1, Math.max(0, nearest(left) + right));
      const { workers, throughputX } = points[index] ?? { workers: 1, throughputX: 1 };
      return [plot.valToPos(workers, 'x'), plot.valToPos(throughputX, 'y')];
    },
  };
}
