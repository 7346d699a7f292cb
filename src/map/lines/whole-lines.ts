const LINE_FEED = 0x0a;
/** Space, tab and carriage return: what JSON allows around a value. */
const BLANKS: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0d]);
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Cuts bytes where lines end, however they come: a piece has whole lines. A byte order mark at the very beginning is left out. */
export class WholeLines {
  /** Of the line that has not ended yet. */
  #parts: Buffer[] = [];
  #isBeginning = true;

  /** A line that came in parts is a piece by itself: it may be as long as a text can be. */
  push(chunk: Buffer): Buffer[] {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    const start = end > 0 && this.#parts.length > 0 ? chunk.indexOf(LINE_FEED) + 1 : 0;
    const pieces = start > 0 ? [this.#withParts(chunk.subarray(0, start))] : [];
    if (end > start) pieces.push(chunk.subarray(start, end));
    if (end < chunk.length) this.#parts.push(chunk.subarray(end));
    return this.#withoutMark(pieces);
  }

  /** The last line may have no line break. */
  end(): Buffer[] {
    return this.#parts.length === 0 ? [] : this.#withoutMark([this.#withParts(Buffer.alloc(0))]);
  }

  #withParts(rest: Buffer): Buffer {
    const whole = Buffer.concat([...this.#parts, rest]);
    this.#parts = [];
    return whole;
  }

  #withoutMark(pieces: Buffer[]): Buffer[] {
    const [first, ...more] = pieces;
    if (first === undefined || !this.#isBeginning) return pieces;
    this.#isBeginning = false;
    const { length } = BYTE_ORDER_MARK;
    const isMarked = first.subarray(0, length).equals(BYTE_ORDER_MARK);
    return isMarked ? [first.subarray(length), ...more] : pieces;
  }
}

/** How many lines of a piece aren’t blank. */
export function countLines(piece: Buffer): number {
  let lines = 0;
  for (let at = 0; at < piece.length; at++) {
    while (BLANKS.has(piece[at])) at++;
    if (at === piece.length || piece[at] === LINE_FEED) continue;
    lines++;
    const end = piece.indexOf(LINE_FEED, at);
    if (end < 0) break;
    at = end;
  }
  return lines;
}
