import { type ColorMode, stderrFacts, stdoutFacts } from '../../report/screen/stream-facts.ts';
import { styleOf } from '../../report/screen/style-of.ts';
import type { OutputStyle } from '../../report/style/output-style.ts';

/** How to write on stdout. */
export function stdoutStyle(color?: ColorMode): Promise<OutputStyle> {
  return styleOf(stdoutFacts(), process.env, color);
}

/** How to write on stderr. */
export function stderrStyle(color?: ColorMode): Promise<OutputStyle> {
  return styleOf(stderrFacts(), process.env, color);
}
