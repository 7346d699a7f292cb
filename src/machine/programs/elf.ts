// What an ELF file says of itself (elf(5)), read from its first bytes.

const MAGIC = '\x7fELF';
const WIDE = 2;
const BIG_ENDIAN = 2;
const INTERPRETER_SEGMENT = 3;

/** Where the fields stand in files of 32 and of 64 bits. */
const NARROW_LAYOUT = { segmentsAt: 28, sizeAt: 42, countAt: 44, offsetAt: 4, lengthAt: 16 } as const;
const WIDE_LAYOUT = { segmentsAt: 32, sizeAt: 54, countAt: 56, offsetAt: 8, lengthAt: 32 } as const;

export function isElf(head: Buffer): boolean {
  return head.toString('latin1', 0, MAGIC.length) === MAGIC;
}

export function isWideElf(head: Buffer): boolean {
  return head[4] === WIDE;
}

/** How the numbers of a file are read. */
export interface Reading {
  /** Of 2 bytes. */
  half(bytes: Buffer, at: number): number;
  /** Of 4. */
  word(bytes: Buffer, at: number): number;
  /** Of 8: beyond 2^53 it is rounded. */
  quad(bytes: Buffer, at: number): number;
}

/** By the byte order that its first bytes name. */
export function readingOf(head: Buffer): Reading {
  const isBig = head[5] === BIG_ENDIAN;
  const word = (bytes: Buffer, at: number) => (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  return {
    half: (bytes, at) => (isBig ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)),
    word,
    quad: (bytes, at) => word(bytes, isBig ? at + 4 : at) + word(bytes, isBig ? at : at + 4) * 2 ** 32,
  };
}

/** What tells programs of one machine from those of another: width, byte order and architecture. */
export function machineOf(head: Buffer): string {
  return `${head[4]} ${head[5]} ${head.length < 20 ? 'none' : short(head, 18)}`;
}

/** The loader that it names (PT_INTERP); null where it needs none, or names it further behind. */
export function interpreterInElf(head: Buffer): string | null {
  const layout = head[4] === WIDE ? WIDE_LAYOUT : NARROW_LAYOUT;
  if (head.length < layout.countAt + 2) return null;
  const [first, size, count] = [
    word(head, layout.segmentsAt),
    short(head, layout.sizeAt),
    short(head, layout.countAt),
  ];
  for (let index = 0, at = first; index < count && at + size <= head.length; index++, at += size) {
    if (word(head, at, 4) !== INTERPRETER_SEGMENT) continue;
    const start = word(head, at + layout.offsetAt);
    const end = start + word(head, at + layout.lengthAt) - 1;
    return end <= head.length ? head.toString('utf8', start, end) : null;
  }
  return null;
}

function short(head: Buffer, at: number): number {
  return readingOf(head).half(head, at);
}

/** A number as wide as the file's words are. Never more than the length of a file that anybody has. */
function word(head: Buffer, at: number, bytes = head[4] === WIDE ? 8 : 4): number {
  if (at + bytes > head.length) return Number.POSITIVE_INFINITY;
  const { word: read, quad } = readingOf(head);
  return bytes === 4 ? read(head, at) : quad(head, at);
}
