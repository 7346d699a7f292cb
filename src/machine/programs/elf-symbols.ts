import { isWideElf, type ReadAt, type Reading, readingOf } from './elf.ts';

// The symbols of an ELF file of 64 bits (elf(5)). Its headers and symbol tables alone are read, however long it is.

const HEADER_BYTES = 64;
const SECTION_BYTES = 64;
const SYMBOL_BYTES = 24;
/** As many whole symbols as fit into 64 KiB. */
const CHUNK_BYTES = SYMBOL_BYTES * Math.floor((64 * 1024) / SYMBOL_BYTES);
/** The largest browsers have a million; what says that it has more than four is torn, or wants to cost us time. */
const MOST_TABLE_BYTES = 4 * 1024 * 1024 * SYMBOL_BYTES;
const MOST_SECTIONS = 64 * 1024;
const LONGEST_NAME_BYTES = 4096;

const SYMBOL_TABLE = 2;
const DYNAMIC_SYMBOLS = 11;
const OBJECT = 1;

/** The symbol of a variable. */
export interface ElfSymbol {
  readonly name: string;
  /** How far into it, in bytes. */
  readonly offset: number;
}

interface Section {
  readonly type: number;
  readonly offset: number;
  readonly bytes: number;
  /** Of a symbol table: the section that has its names. */
  readonly link: number;
  readonly entryBytes: number;
}

interface Elf {
  readonly read: ReadAt;
  readonly numbers: Reading;
}

interface FoundSymbol {
  readonly nameAt: number;
  readonly value: number;
  readonly size: number;
}

/**
 * The variable (STT_OBJECT) that covers an address of an ELF file, by `.symtab`, else by `.dynsym`: of several, the
 * smallest. Null where none does, and where the file is stripped, torn, of 32 bits or none of that kind.
 */
export function symbolAt(read: ReadAt, vaddr: number): ElfSymbol | null {
  const head = read(0, HEADER_BYTES);
  if (head.length < HEADER_BYTES || !isWideElf(head)) return null;
  const elf = { read, numbers: readingOf(head) };
  const sections = sectionsOf(elf, head);
  for (const type of [SYMBOL_TABLE, DYNAMIC_SYMBOLS]) {
    const table = sections.find((section) => section.type === type && section.entryBytes === SYMBOL_BYTES);
    const found = table === undefined ? null : smallestAt(elf, table, vaddr);
    const name = found === null ? null : nameIn(read, sections[table?.link ?? 0], found.nameAt);
    if (found !== null && name !== null) return { name, offset: vaddr - found.value };
  }
  return null;
}

function sectionsOf({ read, numbers: { half, word, quad } }: Elf, head: Buffer): Section[] {
  const start = quad(head, 40);
  if (start === 0 || half(head, 58) !== SECTION_BYTES) return [];
  // Where there are more than fit into 16 bits, the first section has their number.
  const first = read(start, SECTION_BYTES);
  const extended = first.length < SECTION_BYTES ? 0 : quad(first, 32);
  const count = Math.min(half(head, 60) || extended, MOST_SECTIONS);
  const table = read(start, count * SECTION_BYTES);
  return Array.from({ length: Math.floor(table.length / SECTION_BYTES) }, (_, index) => {
    const at = index * SECTION_BYTES;
    return {
      type: word(table, at + 4),
      offset: quad(table, at + 24),
      bytes: quad(table, at + 32),
      link: word(table, at + 40),
      entryBytes: quad(table, at + 56),
    };
  });
}

function smallestAt(
  { read, numbers: { half, word, quad } }: Elf,
  table: Section,
  vaddr: number,
): FoundSymbol | null {
  const end = table.offset + Math.min(table.bytes, MOST_TABLE_BYTES);
  let smallest: FoundSymbol | null = null;
  for (let start = table.offset; start < end; start += CHUNK_BYTES) {
    const chunk = read(start, Math.min(CHUNK_BYTES, end - start));
    for (let at = 0; at + SYMBOL_BYTES <= chunk.length; at += SYMBOL_BYTES) {
      const isDefined = half(chunk, at + 6) !== 0;
      if (((chunk[at + 4] ?? 0) & 15) !== OBJECT || !isDefined) continue;
      const [value, size] = [quad(chunk, at + 8), quad(chunk, at + 16)];
      if (vaddr < value || vaddr >= value + size || size >= (smallest?.size ?? Number.POSITIVE_INFINITY)) {
        continue;
      }
      smallest = { nameAt: word(chunk, at), value, size };
    }
    if (chunk.length < CHUNK_BYTES) break;
  }
  return smallest;
}

/** Null where it has none, or one that doesn’t end. */
function nameIn(read: ReadAt, names: Section | undefined, at: number): string | null {
  if (names === undefined || at >= names.bytes) return null;
  const bytes = read(names.offset + at, Math.min(LONGEST_NAME_BYTES, names.bytes - at));
  const end = bytes.indexOf(0);
  return end <= 0 ? null : bytes.toString('utf8', 0, end);
}
