import { closeSync, openSync, readSync } from 'node:fs';
import { isElf, isWideElf, type Reading, readingOf } from '../elf.ts';

// Symbols of ELF files of 64 bits (elf(5)). Headers and symbol tables alone are read, in chunks, however large the file is.

/** Something that is loaded, with its place in memory before it is moved. */
export interface Segment {
  readonly address: number;
  readonly memoryBytes: number;
  readonly offset: number;
}

export interface Symbol {
  readonly name: string;
  readonly address: number;
  readonly bytes: number;
}

interface Table {
  readonly type: number;
  readonly offset: number;
  readonly bytes: number;
  readonly link: number;
}

const HEADER_BYTES = 64;
const SEGMENT_BYTES = 56;
const SECTION_BYTES = 64;
const SYMBOL_BYTES = 24;
const PT_LOAD = 1;
const SHT_SYMTAB = 2;
const SHT_DYNSYM = 11;
const STT_OBJECT = 1;
const CHUNK_BYTES = SYMBOL_BYTES * 2048;
const LONGEST_NAME = 256;

/** One ELF file, open for reading. Nothing of what it says is believed beyond its own length. */
export class SymbolFile {
  readonly #fd: number;
  readonly #read: Reading;
  readonly #head: Buffer;

  private constructor(fd: number, head: Buffer) {
    this.#fd = fd;
    this.#head = head;
    this.#read = readingOf(head);
  }

  /** Null where it can't be read, or is no ELF file of 64 bits. */
  static open(path: string): SymbolFile | null {
    let fd: number | null = null;
    try {
      fd = openSync(path, 'r');
      const head = bytesAt(fd, 0, HEADER_BYTES);
      if (head.length === HEADER_BYTES && isElf(head) && isWideElf(head)) return new SymbolFile(fd, head);
    } catch {
      // It is gone, or not ours to read.
    }
    if (fd !== null) closeSync(fd);
    return null;
  }

  /** What is loaded (PT_LOAD), in the file's order, which is that of the addresses. */
  segments(): Segment[] {
    const { word, half, quad } = this.#read;
    const count = half(this.#head, 56);
    const rows = this.#rows(quad(this.#head, 32), count, SEGMENT_BYTES);
    return rows
      .filter((row) => word(row, 0) === PT_LOAD)
      .map((row) => ({ offset: quad(row, 8), address: quad(row, 16), memoryBytes: quad(row, 40) }));
  }

  /** The object (STT_OBJECT) that covers an address: by `.symtab`, else by `.dynsym`; null where none does. */
  objectAt(address: number): Symbol | null {
    const tables = this.#tables();
    for (const type of [SHT_SYMTAB, SHT_DYNSYM]) {
      const table = tables.find((each) => each.type === type);
      const found = table === undefined ? null : this.#search(table, tables[table.link] ?? null, address);
      if (found !== null) return found;
    }
    return null;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #tables(): Table[] {
    const { word, half, quad } = this.#read;
    const rows = this.#rows(quad(this.#head, 40), half(this.#head, 60), SECTION_BYTES);
    return rows.map((row) => ({
      type: word(row, 4),
      offset: quad(row, 24),
      bytes: quad(row, 32),
      link: word(row, 40),
    }));
  }

  #search(table: Table, names: Table | null, address: number): Symbol | null {
    const { word, quad } = this.#read;
    for (let done = 0; done < table.bytes; done += CHUNK_BYTES) {
      const chunk = bytesAt(this.#fd, table.offset + done, Math.min(CHUNK_BYTES, table.bytes - done));
      for (let at = 0; at + SYMBOL_BYTES <= chunk.length; at += SYMBOL_BYTES) {
        if (((chunk[at + 4] as number) & 0xf) !== STT_OBJECT) continue;
        const [start, bytes] = [quad(chunk, at + 8), quad(chunk, at + 16)];
        if (address < start || address >= start + bytes) continue;
        return { name: this.#name(names, word(chunk, at)), address: start, bytes };
      }
      if (chunk.length < Math.min(CHUNK_BYTES, table.bytes - done)) break;
    }
    return null;
  }

  #name(names: Table | null, at: number): string {
    if (names === null || at >= names.bytes) return '?';
    const bytes = bytesAt(this.#fd, names.offset + at, Math.min(LONGEST_NAME, names.bytes - at));
    const end = bytes.indexOf(0);
    return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
  }

  #rows(offset: number, count: number, bytes: number): Buffer[] {
    const all = bytesAt(this.#fd, offset, count * bytes);
    return Array.from({ length: Math.floor(all.length / bytes) }, (_, index) =>
      all.subarray(index * bytes, (index + 1) * bytes),
    );
  }
}

/** As many as there are. */
function bytesAt(fd: number, offset: number, length: number): Buffer {
  try {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(fd, buffer, 0, length, offset));
  } catch {
    return Buffer.alloc(0);
  }
}
