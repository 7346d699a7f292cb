import { wrap } from '../layout.ts';
import type { Page } from '../page.ts';
import { axis } from './axis.ts';
import { type BarFigures, bar, type Scale } from './bar.ts';

export interface Bar extends BarFigures {
  readonly label: string;
  /** The figure in words, at the bar's end. */
  readonly note: string;
  readonly paint: (note: string) => string;
}

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
export function barChart(
  bars: readonly Bar[],
  { title, referenceIs }: { readonly title: string; readonly referenceIs: string },
  page: Page,
): string[] {
  const { palette, width } = page;
  const top = topOf(bars);
  if (top === null) return [];
  const lead = Math.max(...bars.map(({ label }) => label.length)) + 2;
  const beside = width - lead - 2 - Math.max(...bars.map(({ note }) => palette.text(note).length));
  const isBeside = beside > NARROWEST;
  const cells = Math.min(WIDEST, (isBeside ? beside : width) - 1);
  const scale: Scale = { top, cells };
  const drawn = bars.map((one) => bar(one, scale, palette.glyphs));
  const lines = bars.flatMap(({ label, note, paint }, index) => {
    const figure = drawn[index] as string;
    const words = palette.text(note);
    return isBeside
      ? [`${label.padEnd(lead)}${figure.padEnd(cells + 1)}  ${paint(words)}`]
      : [...wrap(`${label}  ${words}`, width), figure.trimEnd()];
  });
  const before = isBeside ? ' '.repeat(lead) : '';
  const numbers = palette.text(before + axis(scale, width - before.length));
  const legend = wrap(legendOf(drawn, referenceIs, page), width);
  return [
    ...wrap(palette.text(title), width).map((line) => palette.color.cyan(line)),
    ...lines,
    ...[numbers, ...legend].map((line) => palette.color.dim(line)),
  ];
}

/** As far as the chart has to go. */
function topOf(bars: readonly Bar[]): number | null {
  const longest = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  if (!(longest > 0)) return null;
  const furthest = bars.flatMap(({ value, ci95, reference }) =>
    value === null ? [] : [ci95?.[1] ?? 0, reference ?? 0],
  );
  return Math.max(longest, Math.min(longest * FURTHEST, Math.max(...furthest)));
}

/** Only what can be seen is explained. */
function legendOf(drawn: readonly string[], referenceIs: string, { palette }: Page): string {
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
