import type { Glyphs } from '../../../style/glyphs.ts';

/** How a chart's numbers become columns: `top` is as far right as it goes, `cells` columns from 0. */
export interface Scale {
  readonly top: number;
  readonly cells: number;
}

/** What one bar shows. */
export interface BarFigures {
  readonly value: number | null;
  readonly ci95: readonly [number, number] | null;
  /** A value to compare with, marked in the bar. */
  readonly reference: number | null;
}

/** The column at which a value stands. What is beyond the chart stands at its end. */
export function columnOf(value: number, { top, cells }: Scale): number {
  return Math.max(0, Math.min(cells, Math.round((value / top) * cells)));
}

/**
 * A bar that is solid as far as the value surely reaches, and shaded over its interval. An interval narrower than a
 * cell doesn't show. Without colour, at most `cells` + 1 columns.
 */
export function bar({ value, ci95, reference }: BarFigures, scale: Scale, { full, chart }: Glyphs): string {
  if (value === null) return '?';
  const [low, high] = ci95 ?? [value, value];
  const solid = columnOf(low, scale);
  // An interval that a document was given by hand may end before it begins.
  const drawn = full.repeat(solid) + chart.interval.repeat(Math.max(0, columnOf(high, scale) - solid));
  const marked =
    reference === null || reference > scale.top
      ? drawn
      : replaceAt(drawn, columnOf(reference, scale), chart.reference);
  const goesOn = Math.max(high, reference ?? 0) > scale.top;
  return goesOn ? replaceAt(marked, scale.cells, chart.beyond) : marked;
}

function replaceAt(text: string, index: number, by: string): string {
  return text.slice(0, index).padEnd(index) + by + text.slice(index + 1);
}
