import type { ColorMode } from '../../report/screen/color-mode.ts';
import { pageOf } from '../../report/screen/page-of.ts';
import { stderrFacts, stdoutFacts } from '../../report/screen/stream-facts.ts';
import type { Page } from '../../report/style/page.ts';

/** How to write on stdout. */
export function stdoutPage(color?: ColorMode): Promise<Page> {
  return pageOf(stdoutFacts(), process.env, color);
}

/** How to write on stderr. */
export function stderrPage(color?: ColorMode): Promise<Page> {
  return pageOf(stderrFacts(), process.env, color);
}
