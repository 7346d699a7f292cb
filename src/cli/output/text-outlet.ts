import type { ColorMode } from '../../report/screen/color-mode.ts';
import { type StreamFacts, stdoutFacts } from '../../report/screen/stream-facts.ts';
import type { Page } from '../../report/style/page.ts';
import type { Output } from '../output.ts';
import { stderrPage, stdoutPage } from './page.ts';

/** Where text for people goes, and how it is written there. */
export interface TextOutlet {
  readonly output: Output;
  page(): Promise<Page>;
}

/** @param isShared whether another program writes to stdout, too: unless that is a terminal, it is left to that program */
export function textOutlet(
  output: Output,
  color: ColorMode | undefined,
  isShared: boolean,
  facts: () => StreamFacts = stdoutFacts,
): TextOutlet {
  return isShared && facts().isTTY !== true
    ? { output: output.onStderr(), page: () => stderrPage(color) }
    : { output, page: () => stdoutPage(color) };
}
