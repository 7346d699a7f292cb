import type { Page } from '../report/page.ts';
import { makePalette } from '../report/palette.ts';
import type { ColorMode } from './color-mode.ts';
import { isUtf8, mayColor, type StreamFacts, stderrFacts, stdoutFacts, widthOf } from './terminal.ts';

/** How to write on stdout. */
export function stdoutPage(color: ColorMode = 'auto'): Page {
  return pageOf(stdoutFacts(), color);
}

/** How to write on stderr. */
export function stderrPage(color: ColorMode = 'auto'): Page {
  return pageOf(stderrFacts(), color);
}

function pageOf(facts: StreamFacts, color: ColorMode): Page {
  const palette = makePalette({ color: mayColor(facts, process.env, color), unicode: isUtf8(process.env) });
  return { palette, width: widthOf(facts, process.env) };
}
