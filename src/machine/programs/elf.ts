// What an ELF file says of itself (elf(5)): its header and its program headers.

const MAGIC = '\x7fELF';
const WIDE = 2;
const BIG_ENDIAN = 2;
const LOADED_SEGMENT = 1;
const INTERPRETER_SEGMENT = 3;

/** Where the fields stand in files of 32 and of 64 bits: of the file’s header, and in a segment’s. */
const NARROW_LAYOUT = {
  header: { bytes: 52, segmentsAt: 28, sizeAt: 42, countAt: 44 },
  segment: { bytes: 32, offsetAt: 4, addressAt: 8, fileBytesAt: 16, memoryBytesAt: 20 },
} as const;
const WIDE_LAYOUT = {
  header: { bytes: 64, segmentsAt: 32, sizeAt: 54, countAt: 56 },
  segment: { bytes: 56, offsetAt: 8, addressAt: 16, fileBytesAt: 32, memoryBytesAt: 40 },
} as const;

/** Reads so many bytes of a file from there on; fewer where it ends, none where it can’t be read. Never throws. */
export type ReadAt = (at: number, bytes: number) => Buffer;

/** A part of a file that is loaded into memory (PT_LOAD), in bytes. */
export interface LoadedSegment {
  readonly offset: number;
  /** Where it is loaded, but for the distance by which the whole file is moved. */
  readonly vaddr: number;
  readonly fileBytes: number;
  /** More than `fileBytes` where `.bss` lies behind them. */
  readonly memoryBytes: number;
}

export function isElf(head: Buffer): boolean {
  return head.toString('latin1', 0, MAGIC.length) === MAGIC;
}

/** Whether its words have 64 bits. */
export function isWideElf(head: Buffer): boolean {
  return isElf(head) && head[4] === WIDE;
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
  return `${head[4]} ${head[5]} ${head.length < 20 ? 'none' : readingOf(head).half(head, 18)}`;
}

/** The loader that it names (PT_INTERP); null where it needs none, or names it further behind. */
export function interpreterInElf(head: Buffer): string | null {
  const read: ReadAt = (at, bytes) => head.subarray(at, at + bytes);
  const named = segmentsOf(read).find(({ type }) => type === INTERPRETER_SEGMENT);
  if (named === undefined) return null;
  const end = named.offset + named.fileBytes - 1;
  return end <= head.length ? head.toString('utf8', named.offset, end) : null;
}

/** Its loaded segments, in the order of their addresses; none where it is no ELF file, or torn. */
export function loadedSegmentsOf(read: ReadAt): LoadedSegment[] {
  return segmentsOf(read).filter(({ type }) => type === LOADED_SEGMENT);
}

function segmentsOf(read: ReadAt): (LoadedSegment & { readonly type: number })[] {
  const head = read(0, WIDE_LAYOUT.header.bytes);
  const { header, segment } = isWideElf(head) ? WIDE_LAYOUT : NARROW_LAYOUT;
  if (!isElf(head) || head.length < header.bytes) return [];
  const { half, word, quad } = readingOf(head);
  const number = isWideElf(head) ? quad : word;
  const [size, count] = [half(head, header.sizeAt), half(head, header.countAt)];
  if (size !== segment.bytes) return [];
  const table = read(number(head, header.segmentsAt), size * count);
  return Array.from({ length: Math.floor(table.length / size) }, (_, index) => ({
    type: word(table, index * size),
    offset: number(table, index * size + segment.offsetAt),
    vaddr: number(table, index * size + segment.addressAt),
    fileBytes: number(table, index * size + segment.fileBytesAt),
    memoryBytes: number(table, index * size + segment.memoryBytesAt),
  }));
}
