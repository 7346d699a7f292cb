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
  return head[5] === BIG_ENDIAN ? head.readUInt16BE(at) : head.readUInt16LE(at);
}

/** A number as wide as the file's words are. Never more than the length of a file that anybody has. */
function word(head: Buffer, at: number, bytes = head[4] === WIDE ? 8 : 4): number {
  if (at + bytes > head.length) return Number.POSITIVE_INFINITY;
  const half = (from: number) => (head[5] === BIG_ENDIAN ? head.readUInt32BE(from) : head.readUInt32LE(from));
  if (bytes === 4) return half(at);
  const [low, high] = head[5] === BIG_ENDIAN ? [at + 4, at] : [at, at + 4];
  return half(low) + half(high) * 2 ** 32;
}
