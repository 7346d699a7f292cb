import { indent, wrap } from '../../style/layout.ts';
import type { OutputStyle } from '../../style/output-style.ts';

const INDENT = '  ';

/** What explains figures stays behind them: indented, and dim where there are colours. */
export function noteLines(text: string, { palette, width }: OutputStyle): string[] {
  const lines = wrap(palette.text(text), width - INDENT.length);
  return indent(lines, INDENT).map((line) => palette.color.dim(line));
}
