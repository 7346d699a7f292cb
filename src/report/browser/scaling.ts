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
  const { points, law } = data;
  const onCursor = makeReadable(host, { name: 'Throughput by workers', hasButtons: true }, () => plot, {
    describe: (left, top) => reading(plot, data).describe(left, top),
    step: (...from) => reading(plot, data).step(...from),
  });
  const xs = [...new Set([...points.map(({ workers }) => workers), ...(law?.at ?? [])])].sort(
    (a, b) => a - b,
  );
  const measured = new Map(points.map(({ workers, throughputX }) => [workers, throughputX]));
  const fitted = new Map(law?.at.map((at, index) => [at, law.throughputX[index] ?? null]));
  const most = Math.max(
    ...points.map(({ throughputX, ci95 }) => ci95?.[1] ?? throughputX),
    ...(law?.throughputX ?? []),
  );
  // The ideal line is seen for a while, and may leave.
  const highest = Math.max(most * 1.1, Math.min(most * 2, points.at(-1)?.workers ?? 1));
  const stroke = (index: number) => () => readTheme().series[index] ?? '#888888';
  const options: uPlot.Options = {
    width: Math.max(200, host.clientWidth),
    height: HEIGHT,
    padding: [12, 16, 0, 0],
    legend: { live: false },
    cursor: { drag: { x: true, y: false } },
    scales: { x: { time: false }, y: { range: () => [0, highest] } },
    axes: [
      {
        ...inkOf(),
        label: 'workers',
        labelSize: 20,
        labelFont: FONT,
        font: FONT,
        incrs: [1, 2, 4, 8, 16, 32, 64, 128, 256],
      },
      {
        ...inkOf(),
        label: 'throughput against 1 worker',
        labelSize: 24,
        labelFont: FONT,
        font: FONT,
        values: (_plot, ticks) => ticks.map((tick) => `${tick}×`),
      },
    ],
    series: [
      {},
      {
        label: 'measured',
        stroke: stroke(0),
        width: 2,
        spanGaps: true,
        points: { show: true, size: 9, fill: stroke(0) },
      },
      {
        label: 'ideal',
        stroke: () => readTheme().faint,
        dash: [6, 6],
        points: { show: false },
      },
      ...(law === null
        ? []
        : [
            {
              label: law.name,
              stroke: stroke(5),
              dash: [2, 4],
              width: 2,
              spanGaps: true,
              points: { show: false },
            } satisfies uPlot.Series,
          ]),
    ],
    hooks: {
      drawAxes: [(drawn) => paintKnee(drawn, data)],
      draw: [(drawn) => paintIntervals(drawn, data)],
      setCursor: [() => onCursor()],
    },
  };
  const columns: uPlot.AlignedData = [
    xs,
    xs.map((x) => measured.get(x) ?? null),
    xs,
    ...(law === null ? [] : [xs.map((x) => fitted.get(x) ?? null)]),
  ];
  const plot: uPlot = new uPlot(options, columns, host);
  return [plot];
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
