import uPlot from 'uplot';
import { makeReadable, type Readable } from './reader.ts';
import { readTheme, type Theme } from './theme.ts';

/** A chart of rows over one axis: each row draws itself, uPlot does all else. */
export interface Rows {
  readonly name: string;
  readonly labels: readonly string[];
  /** Labels that need as much room, so that charts below each other begin at the same place. */
  readonly alignedWith?: readonly string[];
  /** What the axis begins and ends with. */
  readonly extent: readonly [number, number];
  /** Whether it has the buttons that zoom: of charts that move together, one is enough. */
  readonly hasButtons: boolean;
  /** How high (CSS pixels) a row may be, where it isn’t as high as most. */
  readonly tallest?: number;
  /** What the axis’ figures are. */
  readonly unit: string;
  readonly readable: (plot: uPlot) => Readable;
  /** Draws a row into the band from `top` to `bottom`; pixels are the canvas’. */
  paint(row: number, band: Band, theme: Theme): void;
}

export interface Band {
  readonly plot: uPlot;
  readonly context: CanvasRenderingContext2D;
  readonly top: number;
  readonly bottom: number;
  /** What is seen, in the axis’ unit. */
  readonly from: number;
  readonly to: number;
  /** What is narrower (canvas pixels) is drawn with what follows it. */
  readonly finest: number;
  /** Where a value of the axis lies. */
  x(value: number): number;
}

const TALLEST_ROW = 34;
const SHORTEST_ROW = 6;
const TALLEST = 760;
/** In a crowd nobody sees a single pixel, and drawing takes half as long without. */
const CROWD = 24;
const AXIS_HEIGHT = 54;
const FONT = '12px system-ui, sans-serif';
const LABEL_HEIGHT = 15;
const WIDEST_LABEL = 0.28;

export function rowsChart(host: HTMLElement, rows: Rows, onZoom: (plot: uPlot) => void = () => {}): uPlot {
  const count = rows.labels.length;
  const rowHeight = Math.min(rows.tallest ?? TALLEST_ROW, Math.max(SHORTEST_ROW, TALLEST / count));
  const onCursor = makeReadable(host, rows, () => plot, {
    describe: (left, top) => rows.readable(plot).describe(left, top),
    step: (...from) => rows.readable(plot).step(...from),
  });
  const options: uPlot.Options = {
    width: Math.max(200, host.clientWidth),
    height: Math.round(rowHeight * count + AXIS_HEIGHT),
    legend: { show: false },
    padding: [6, 12, 0, 0],
    cursor: { points: { show: false }, y: false, drag: { x: true, y: false } },
    scales: {
      x: { time: false, range: (_, min, max) => [min, max] },
      y: { range: [0, count], dir: -1 },
    },
    series: [{}, { paths: () => null, points: { show: false } }],
    axes: [figuresAxis(rows.unit), labelsAxis(rows, Math.ceil(LABEL_HEIGHT / rowHeight), host)],
    hooks: {
      draw: [(drawn) => paintRows(drawn, rows)],
      setCursor: [() => onCursor()],
      setScale: [(scaled, key) => key === 'x' && onZoom(scaled)],
    },
  };
  const plot: uPlot = new uPlot(options, [[...rows.extent], [0, 0]], host);
  return plot;
}

function figuresAxis(unit: string): uPlot.Axis {
  return {
    ...inkOf(),
    label: unit,
    labelSize: 20,
    labelFont: FONT,
    font: FONT,
    size: 30,
    space: 60,
    values: (_, ticks) => ticks.map(figure),
  };
}

/** @param every how many rows share one label, where rows are lower than labels */
function labelsAxis({ labels, alignedWith = [] }: Rows, every: number, host: HTMLElement): uPlot.Axis {
  const widths = [...labels, ...alignedWith].map((label) => textWidth(shortened(label, host)));
  return {
    ...inkOf(),
    font: FONT,
    grid: { show: false },
    ticks: { show: false },
    splits: () => labels.flatMap((_, row) => (row % every === 0 ? [row + 0.5] : [])),
    values: (_, at) => at.map((middle) => shortened(labels[Math.floor(middle)] ?? '', host)),
    size: 16 + Math.max(0, ...widths),
  };
}

/** Colours of an axis, asked for anew at each drawing: the theme may change. */
export function inkOf(): Pick<uPlot.Axis, 'stroke' | 'grid' | 'ticks'> {
  return {
    stroke: () => readTheme().faint,
    grid: { stroke: () => readTheme().line, width: 1 },
    ticks: { stroke: () => readTheme().line, width: 1 },
  };
}

/** A tick’s figure without what rounding left of it. */
function figure(value: number): string {
  return `${Number(value.toPrecision(10))}`;
}

function paintRows(plot: uPlot, rows: Rows): void {
  const { ctx: context, bbox } = plot;
  const theme = readTheme();
  const height = bbox.height / rows.labels.length;
  const gap = Math.min(height * 0.18, 5 * devicePixelRatio);
  const [from, to] = [plot.scales.x?.min ?? 0, plot.scales.x?.max ?? 1];
  const finest = rows.labels.length > CROWD ? 2 : 1;
  const perUnit = bbox.width / (to - from);
  context.save();
  context.beginPath();
  context.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  context.clip();
  rows.labels.forEach((_, row) => {
    const top = bbox.top + row * height + gap / 2;
    // Whole pixels: between two rectangles that meet within one, a seam would show.
    const x = (value: number) => Math.round(bbox.left + (value - from) * perUnit);
    rows.paint(row, { plot, context, top, bottom: top + height - gap, from, to, finest, x }, theme);
  });
  context.restore();
}

const measuring = document.createElement('canvas').getContext('2d');

function textWidth(text: string): number {
  if (measuring === null) return text.length * 7;
  measuring.font = FONT;
  return measuring.measureText(text).width;
}

/** A label that leaves room for the chart; all of it is said with the cursor. */
function shortened(label: string, host: HTMLElement): string {
  const room = host.clientWidth * WIDEST_LABEL;
  const clean = label.replace(/\s+/g, ' ');
  if (textWidth(clean) <= room) return clean;
  let end = clean.length;
  while (end > 1 && textWidth(`${clean.slice(0, end)}…`) > room) end--;
  return `${clean.slice(0, end)}…`;
}
