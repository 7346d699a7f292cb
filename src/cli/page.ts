import type { Page } from '../report/export/text.ts';
import { makePalette } from '../report/palette.ts';
import { type ColorMode, isUtf8, mayColor, type StreamFacts, widthOf } from './terminal.ts';

/** How to write on stdout. */
export function stdoutPage(color: ColorMode = 'auto'): Page {
  return pageOf(process.stdout, color);
}

/** How to write on stderr. */
export function stderrPage(color: ColorMode = 'auto'): Page {
  return pageOf(process.stderr, color);
}

export function factsOf(stream: NodeJS.WriteStream): StreamFacts {
  return { isTTY: stream.isTTY === true, columns: stream.columns };
}

function pageOf(stream: NodeJS.WriteStream, color: ColorMode): Page {
  const facts = factsOf(stream);
  const palette = makePalette({ color: mayColor(facts, process.env, color), unicode: isUtf8(process.env) });
  return { palette, width: widthOf(facts, process.env) };
}
