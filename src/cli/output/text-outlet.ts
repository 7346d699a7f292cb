import type { ExportFormat } from '../../report/formats.ts';
import {
  type ColorMode,
  type StreamFacts,
  stderrFacts,
  stdoutFacts,
} from '../../report/screen/stream-facts.ts';
import { styleOf } from '../../report/screen/style-of.ts';
import type { OutputStyle } from '../../report/style/output-style.ts';
import type { Output } from '../output.ts';

/** How to write on stdout. */
export function stdoutStyle(color?: ColorMode): Promise<OutputStyle> {
  return styleOf(stdoutFacts(), process.env, color);
}

/** How to write on stderr. */
export function stderrStyle(color?: ColorMode): Promise<OutputStyle> {
  return styleOf(stderrFacts(), process.env, color);
}

/** Where text for people goes, and how it is written there. */
export interface TextOutlet {
  readonly output: Output;
  style(): Promise<OutputStyle>;
}

/** Where the report of a command goes. */
export interface Outlets {
  readonly output: Output;
  /** The format that stdout gets, or null for text. */
  readonly format: ExportFormat | null;
  readonly text: TextOutlet;
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
