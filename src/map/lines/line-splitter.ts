import { isUtf8 } from 'node:buffer';
import { notText } from './not-text.ts';
import { hasLongNumber } from './rounded-integers.ts';
import { WholeLines } from './whole-lines.ts';

/** A line that is not blank. */
export interface Line {
  /** Among all lines of its file, from 1. */
  readonly number: number;
  /** Without its line break; an error where it can’t be had as text. */
  readonly text: string | Error;
  /** Whether a number of so many digits may stand in it that ours would round it: another line nearby may have it, too. */
  readonly mayRound: boolean;
}

const LINE_FEED = 0x0a;
const BLANK = /^[ \t\r]*$/;

/** Cuts bytes into lines, however they come. Blank lines are left out, and so is a byte order mark at the very beginning. */
export class LineSplitter {
  readonly #whole = new WholeLines();
  #number = 0;

  push(chunk: Buffer): Line[] {
    return this.#whole.push(chunk).flatMap((piece) => this.#linesIn(piece));
  }

  end(): Line[] {
    return this.#whole.end().flatMap((piece) => this.#linesIn(piece));
  }

  /** To make a text of all of them and cut that is several times faster than to make one of each. */
  #linesIn(piece: Buffer): Line[] {
    const whole = textOf(piece, false);
    const texts = typeof whole === 'string' ? whole.split('\n') : textsIn(piece, this.#number === 0);
    const mayRound = hasLongNumber(piece);
    const lines: Line[] = [];
    const first = this.#number + 1;
    for (let at = 0; at < texts.length; at++) {
      const text = texts[at] as string | Error;
      if (!isBlank(text)) lines.push({ number: first + at, text, mayRound });
    }
    // Behind the last line break is nothing.
    this.#number += texts.length - 1;
    return lines;
  }
}

/** Of each line by itself. @param isBeginning whether the first is that of the file */
function textsIn(piece: Buffer, isBeginning: boolean): (string | Error)[] {
  const texts: (string | Error)[] = [];
  let start = 0;
  for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, start)) {
    texts.push(textOf(piece.subarray(start, end), isBeginning && start === 0));
    start = end + 1;
  }
  texts.push(textOf(piece.subarray(start), isBeginning && start === 0));
  return texts;
}

function textOf(bytes: Buffer, isFirst: boolean): string | Error {
  try {
    return isUtf8(bytes) ? bytes.toString() : notText(bytes, isFirst);
  } catch (error) {
    return error as Error;
  }
}

/** Mostly the first character says it. */
function isBlank(text: string | Error): boolean {
  return typeof text === 'string' && !(text.charCodeAt(0) > 0x20) && BLANK.test(text);
}
