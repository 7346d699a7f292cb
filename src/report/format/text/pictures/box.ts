import { maxOf } from '../../../../base/extremes.ts';
import { displayWidth, padEnd, widestOf } from '../../../style/display-width.ts';
import type { Glyphs } from '../../../style/glyphs.ts';
import { wrap } from '../../../style/layout.ts';

/** What a frame takes of the width: an edge and a blank on each side. */
export const FRAME = 4;

/** Lines in a box with its title in the upper edge. It is as wide as it has to be, and no wider than `width`. */
export function boxed(title: string, lines: readonly string[], width: number, { box }: Glyphs): string[] {
  const [topLeft, topRight, bottomLeft, bottomRight, across, down] = box;
  const inner = Math.max(1, width - FRAME);
  // A title that doesn't fit into the edge stands below it.
  const fits = displayWidth(title) <= inner;
  const body = [...(fits ? [] : wrap(title, inner)), ...lines];
  const widest = widestOf([fits ? title : '', ...body]);
  const edge = fits && title !== '' ? ` ${title} ` : '';
  return [
    `${topLeft}${edge}${across.repeat(widest + 2 - displayWidth(edge))}${topRight}`,
    ...body.map((line) => `${down} ${padEnd(line, widest)} ${down}`),
    `${bottomLeft}${across.repeat(widest + 2)}${bottomRight}`,
  ];
}

/** Blocks of lines beside each other, as many as fit into the width, the rest below. */
export function flow(blocks: readonly (readonly string[])[], width: number): string[] {
  const lines: string[] = [];
  let row: (readonly string[])[] = [];
  const close = () => {
    const height = maxOf(
      row.map((block) => block.length),
      0,
    );
    for (let index = 0; index < height; index++) {
      lines.push(
        row
          .map((block) => padEnd(block[index] ?? '', widestOf(block)))
          .join(' ')
          .trimEnd(),
      );
    }
    row = [];
  };
  let used = 0;
  for (const block of blocks) {
    const needed = widestOf(block) + (row.length === 0 ? 0 : 1);
    if (row.length > 0 && used + needed > width) {
      close();
      used = 0;
    }
    used += widestOf(block) + (row.length === 0 ? 0 : 1);
    row.push(block);
  }
  close();
  return lines;
}
