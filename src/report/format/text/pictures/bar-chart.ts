import { maxOf } from '../../../../base/extremes.ts';
import type { BarChart, ChartBar } from '../../../document/section.ts';
import { padEnd, widestOf } from '../../../style/display-width.ts';
import { wrap } from '../../../style/layout.ts';
import type { OutputStyle } from '../../../style/output-style.ts';
import { paintFor } from '../tones.ts';
import { bar, columnOf, type Scale } from './bar.ts';

/** Narrower bars than this tell nothing beside their labels: they get lines of their own. */
const NARROWEST = 14;
/** Wider ones tell no more. */
const WIDEST = 48;
/**
 * An interval or a reference that is further out than so many times the longest bar would make all bars short. Twice as
 * many workers as CPUs fit in: so many are tried unless others were asked for.
 */
const FURTHEST = 2.25;

/**
 * Ratios as horizontal bars over a labelled scale, then what the marks mean.
 * @returns nothing where there is no figure to draw
 */
export function barChart({ bars, title, referenceIs }: BarChart, style: OutputStyle): string[] {
  const { palette, width } = style;
  const top = topOf(bars);
  if (top === null) return [];
  const spelt = bars.map((one) => ({ ...one, label: palette.line(one.label), note: palette.line(one.note) }));
  const { lead, cells } = layoutOf(spelt, width);
  const scale: Scale = { top, cells };
  const drawn = bars.map((one) => bar(one, scale, palette.glyphs));
  const lines = spelt.flatMap(({ label, note, tone }, index) => {
    const paint = paintFor(tone, palette.color);
    const figure = drawn[index] as string;
    return lead > 0
      ? [`${padEnd(label, lead)}${padEnd(figure, cells + 1)}  ${paint(note)}`]
      : [...wrap(`${label}  ${note}`, width).map((line) => line.replace(note, () => paint(note))), figure];
  });
  const numbers = palette.text(' '.repeat(lead) + axis(scale, width - lead));
  return [
    ...wrap(palette.line(title), width).map((line) => palette.color.cyan(line)),
    ...lines,
    ...[numbers, ...wrap(legendOf(drawn, referenceIs, style), width)].map((line) => palette.color.dim(line)),
  ];
}

/** How wide the labels before the bars are, 0 where bars have lines of their own, and how long a bar may be. */
function layoutOf(bars: readonly ChartBar[], width: number): { lead: number; cells: number } {
  const lead = widestOf(bars.map(({ label }) => label)) + 2;
  const between = width - lead - 2 - widestOf(bars.map(({ note }) => note));
  const isBetween = between > NARROWEST;
  return {
    lead: isBetween ? lead : 0,
    // The last column is for a reference or an arrow at the bar's end.
    cells: Math.min(WIDEST, (isBetween ? between : width) - 1),
  };
}

/** As far as the chart has to go. */
function topOf(bars: readonly ChartBar[]): number | null {
  const longest = maxOf(
    bars.map(({ value }) => value ?? 0),
    0,
  );
  if (!(longest > 0)) return null;
  const furthest = bars.flatMap(({ value, ci95, reference }) =>
    value === null ? [] : [ci95?.[1] ?? 0, reference ?? 0],
  );
  return Math.max(longest, Math.min(longest * FURTHEST, maxOf(furthest)));
}

/** Only what can be seen is explained. */
function legendOf(drawn: readonly string[], referenceIs: string, { palette }: OutputStyle): string {
  const { interval, reference, beyond } = palette.glyphs.chart;
  const meanings = [
    [interval, '95 % interval'],
    [reference, referenceIs],
    [beyond, 'further out'],
  ] as const;
  return palette.text(
    meanings
      .filter(([glyph]) => drawn.some((line) => line.includes(glyph)))
      .map(([glyph, meaning]) => `${glyph} ${meaning}`)
      .join('   '),
  );
}

const NICE = [1, 2, 5];
/** Labels that are closer to each other read as one. */
const GAP = 3;

/** The numbers below a chart, each starting in the column where its value stands: `0      1×      2×`. */
export function axis(scale: Scale, room: number): string {
  const step = stepFor(scale);
  let line = '0';
  for (let tick = 1; tick * step <= scale.top; tick++) {
    const label = labelOf(tick * step);
    const column = columnOf(tick * step, scale);
    if (column + label.length <= room) line = line.padEnd(column) + label;
  }
  return line;
}

/** The smallest of 1, 2, 5 and their multiples by ten whose labels keep apart. */
function stepFor(scale: Scale): number {
  const smallest = Math.floor(Math.log10(scale.top)) - 2;
  for (let power = smallest; power <= smallest + 3; power++) {
    for (const digit of NICE) {
      const step = digit * 10 ** power;
      const widest = Math.max(labelOf(step).length, labelOf(Math.floor(scale.top / step) * step).length);
      if ((step / scale.top) * scale.cells >= widest + GAP) return step;
    }
  }
  return scale.top;
}

function labelOf(value: number): string {
  return `${Number(value.toPrecision(6))}×`;
}
