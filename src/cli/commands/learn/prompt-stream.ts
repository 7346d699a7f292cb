import { Writable } from 'node:stream';
import { toAscii, UNICODE } from '../../../report/style/glyphs.ts';
import type { Palette } from '../../../report/style/output-style.ts';

/** Colours alone: what moves the cursor stays. */
const SGR = /\u001b\[[\d;]*m/g;
/** Marks of the prompts that no text of ours has. */
const MARKS: Readonly<Record<string, string>> = { '◆': '*', '◇': 'o', '■': 'x', '▲': '!' };

/** The terminal, as prompts are written to it: in the colours and characters that it can show. */
export class PromptStream extends Writable {
  readonly isTTY = true;
  readonly #shown: (text: string) => string;

  constructor({ color, glyphs }: Palette) {
    super();
    const hasColor = color.bold('x') !== 'x';
    const inColor = (text: string) => (hasColor ? text : text.replace(SGR, ''));
    const inAscii = (text: string) => toAscii(text.replace(/[◆◇■▲]/g, (mark) => MARKS[mark] ?? mark));
    this.#shown = (text) => (glyphs === UNICODE ? inColor(text) : inAscii(inColor(text)));
  }

  get columns(): number {
    return process.stderr.columns;
  }

  get rows(): number {
    return process.stderr.rows;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    process.stderr.write(this.#shown(`${chunk}`));
    done();
  }
}
