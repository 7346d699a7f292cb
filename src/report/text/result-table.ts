import type { ScenarioResult } from '../../model/report.ts';
import type { ResultTable } from '../../model/scenario.ts';
import { table, wrap } from '../layout.ts';
import type { Page } from '../page.ts';

/** An experiment's own figures under their title. */
export function resultTableLines({ title, columns, rows }: ResultTable, { palette, width }: Page): string[] {
  const { color, glyphs } = palette;
  const heading = wrap(palette.text(`${glyphs.bullet} ${title}`), width).map((line) => color.cyan(line));
  const lines = table(columns, rows, width).map((line) => palette.text(line));
  return [...heading, ...lines.map((line, index) => (index === 0 ? color.dim(line) : line))];
}

/** The trials that could not run here, each by its name. */
export function skippedLines({ skipped }: ScenarioResult, { palette, width }: Page): string[] {
  const { color, glyphs } = palette;
  return skipped.flatMap(({ label, why }) => [
    '',
    ...wrap(palette.text(`${glyphs.bullet} ${label}: skipped (${why})`), width).map((line) =>
      color.dim(line),
    ),
  ]);
}

/** A drawing, as it is, where there is room for it: it shows what claims say in words. */
export function pictureLines({ picture }: ScenarioResult, { palette, width }: Page): string[] {
  const fits = picture.every((line) => line.length <= width);
  return picture.length === 0 || !fits ? [] : ['', ...picture.map((line) => palette.text(line))];
}
