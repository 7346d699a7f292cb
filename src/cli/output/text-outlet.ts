import { type ColorMode, type StreamFacts, stdoutFacts } from '../../report/screen/stream-facts.ts';
import type { OutputStyle } from '../../report/style/output-style.ts';
import type { Output } from '../output.ts';
import { stderrStyle, stdoutStyle } from './stream-style.ts';

/** Where text for people goes, and how it is written there. */
export interface TextOutlet {
  readonly output: Output;
  style(): Promise<OutputStyle>;
}

/** @param isShared whether another program writes to stdout, too: unless that is a terminal, it is left to that program */
export function textOutlet(
  output: Output,
  color: ColorMode | undefined,
  isShared: boolean,
  facts: () => StreamFacts = stdoutFacts,
): TextOutlet {
  return isShared && facts().isTTY !== true
    ? { output: output.onStderr(), style: () => stderrStyle(color) }
    : { output, style: () => stdoutStyle(color) };
}
