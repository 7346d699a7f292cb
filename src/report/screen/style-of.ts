import type { OutputStyle } from '../style/output-style.ts';
import { makePalette, NO_COLORS } from '../style/output-style.ts';
import { type ColorMode, type Env, isUtf8, mayColor, type StreamFacts, widthOf } from './stream-facts.ts';

/** How to write on a stream, in this environment. */
export async function styleOf(facts: StreamFacts, env: Env, mode: ColorMode = 'auto'): Promise<OutputStyle> {
  const color = mayColor(facts, env, mode)
    ? (await import('../colors/ansi-colors.ts')).ANSI_COLORS
    : NO_COLORS;
  return { palette: makePalette({ color, unicode: isUtf8(env) }), width: widthOf(facts, env) };
}
