import type { Page } from '../report/page.ts';
import { makePalette, NO_COLORS } from '../report/palette.ts';
import type { ColorMode } from './color-mode.ts';
import { isUtf8, mayColor, type StreamFacts, stderrFacts, stdoutFacts, widthOf } from './terminal.ts';

/** How to write on stdout. */
export function stdoutPage(color: ColorMode = 'auto'): Promise<Page> {
  return pageOf(stdoutFacts(), color);
}

/** How to write on stderr. */
export function stderrPage(color: ColorMode = 'auto'): Promise<Page> {
  return pageOf(stderrFacts(), color);
}

async function pageOf(facts: StreamFacts, mode: ColorMode): Promise<Page> {
  const isColored = mayColor(facts, process.env, mode);
  const color = isColored ? (await import('../report/ansi-colors.ts')).ANSI_COLORS : NO_COLORS;
  const palette = makePalette({ color, unicode: isUtf8(process.env) });
  return { palette, width: widthOf(facts, process.env) };
}
