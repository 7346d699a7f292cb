/** A line that is not blank. */
export interface Line {
  /** Among all lines of its file, from 1. */
  readonly number: number;
  /** Without its line break. */
  readonly bytes: Buffer;
}

const LINE_FEED = 0x0a;
/** Space, tab and carriage return: what JSON allows around a value. */
const BLANKS: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0d]);
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Cuts bytes into lines, however they come. Blank lines are left out, and so is a byte order mark at the very beginning. */
export class LineSplitter {
  /** Of the line that has not ended yet. */
  #parts: Buffer[] = [];
  #number = 0;

  *push(chunk: Buffer): Generator<Line, void, void> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      this.#parts.push(chunk.subarray(start, end));
      start = end + 1;
      const line = this.#next();
      if (line !== null) yield line;
    }
    if (start < chunk.length) this.#parts.push(chunk.subarray(start));
  }

  /** The last line may have no line break. */
  *end(): Generator<Line, void, void> {
    const line = this.#next();
    if (line !== null) yield line;
  }

  #next(): Line | null {
    const [first = Buffer.alloc(0), ...more] = this.#parts;
    const whole = more.length === 0 ? first : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#number++;
    const bytes = this.#number === 1 ? withoutMark(whole) : whole;
    return isBlank(bytes) ? null : { number: this.#number, bytes };
  }
}

function withoutMark(line: Buffer): Buffer {
  const { length } = BYTE_ORDER_MARK;
  return line.subarray(0, length).equals(BYTE_ORDER_MARK) ? line.subarray(length) : line;
}

function isBlank(line: Buffer): boolean {
  let at = 0;
  while (BLANKS.has(line[at])) at++;
  return at === line.length;
}
