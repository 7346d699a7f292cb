import type { Glyphs } from '../../../style/glyphs.ts';
import { wrap } from '../../../style/layout.ts';

/** What a frame takes of the width: an edge and a blank on each side. */
export const FRAME = 4;

/** Lines in a box with its title in the upper edge. It is as wide as it has to be, and no wider than `width`. */
export function boxed(title: string, lines: readonly string[], width: number, { box }: Glyphs): string[] {
  const [topLeft, topRight, bottomLeft, bottomRight, across, down] = box;
  const inner = Math.max(1, width - FRAME);
  // A title that doesn't fit into the edge stands below it.
  const fits = title.length <= inner;
  const body = [...(fits ? [] : wrap(title, inner)), ...lines];
  const widest = Math.max(fits ? title.length : 0, ...body.map((line) => line.length));
  const edge = fits && title !== '' ? ` ${title} ` : '';
  return [
    `${topLeft}${edge}${across.repeat(widest + 2 - edge.length)}${topRight}`,
    ...body.map((line) => `${down} ${line.padEnd(widest)} ${down}`),
    `${bottomLeft}${across.repeat(widest + 2)}${bottomRight}`,
  ];
}

/** Blocks of lines beside each other, as many as fit into the width, the rest below. */
export function flow(blocks: readonly (readonly string[])[], width: number): string[] {
  const lines: string[] = [];
  let row: (readonly string[])[] = [];
  const widthOf = (block: readonly string[]) => Math.max(0, ...block.map((line) => line.length));
  const close = () => {
    const height = Math.max(0, ...row.map((block) => block.length));
    for (let index = 0; index < height; index++) {
      lines.push(
        row
          .map((block) => (block[index] ?? '').padEnd(widthOf(block)))
          .join(' ')
          .trimEnd(),
      );
    }
    row = [];
  };
  let used = 0;
  for (const block of blocks) {
    const needed = widthOf(block) + (row.length === 0 ? 0 : 1);
    if (row.length > 0 && used + needed > width) {
      close();
      used = 0;
    }
    used += widthOf(block) + (row.length === 0 ? 0 : 1);
    row.push(block);
  }
  close();
  return lines;
}
