import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadedSegmentsOf, type ReadAt } from '../../../src/machine/programs/elf.ts';
import { symbolAt } from '../../../src/machine/programs/elf-symbols.ts';
import { elfFile, type MadeUpElf } from '../../fixtures/elf.ts';

const LOCK = { name: 'counter_lock', value: 0x4080, size: 40 };

function inMemory(file: Buffer): ReadAt {
  return (at, bytes) => file.subarray(at, at + bytes);
}

function symbolIn(made: MadeUpElf, vaddr: number) {
  return symbolAt(inMemory(elfFile(made)), vaddr);
}

describe('the symbol at an address', () => {
  it.each([false, true])('is that of the variable that covers it (big-endian: %s)', (isBig) => {
    const made = { isBig, symbols: [{ name: 'other', value: 0x4000, size: 64 }, LOCK] };
    expect(symbolIn(made, 0x4080)).toEqual({ name: 'counter_lock', offset: 0 });
    expect(symbolIn(made, 0x40a7)).toEqual({ name: 'counter_lock', offset: 39 });
    expect(symbolIn(made, 0x40a8)).toBeNull();
    expect(symbolIn(made, 0x407f)).toBeNull();
  });

  it('is found among more than a chunk of them', () => {
    const symbols = Array.from({ length: 10_000 }, (_, index) => ({
      name: `object_${index}`,
      value: 0x10000 + 16 * index,
      size: 16,
    }));
    for (const index of [0, 2728, 2729, 2730, 2731, 9999]) {
      expect(symbolIn({ symbols }, 0x10004 + 16 * index)).toEqual({ name: `object_${index}`, offset: 4 });
    }
  });

  it('is the smallest of several, and the first of equal ones', () => {
    const [whole, part] = [
      { name: 'whole', value: 0x4000, size: 4096 },
      { ...LOCK, name: 'alias' },
    ];
    expect(symbolIn({ symbols: [whole, LOCK, part] }, 0x4084)?.name).toBe('counter_lock');
  });

  it('is no function, no variable of each thread, none of another file’s', () => {
    const others = [{ type: 2 }, { type: 6 }, { type: 0 }, { section: 0 }];
    for (const other of others) expect(symbolIn({ symbols: [{ ...LOCK, ...other }] }, 0x4080)).toBeNull();
  });

  it('is in .symtab, else in .dynsym', () => {
    const dynamic = { ...LOCK, name: 'exported' };
    const both = { symbols: [LOCK], dynamicSymbols: [dynamic] };
    expect(symbolIn({ symbols: [LOCK] }, 0x4080)?.name).toBe('counter_lock');
    expect(symbolIn(both, 0x4080)?.name).toBe('counter_lock');
    expect(symbolIn({ symbols: null, dynamicSymbols: [dynamic] }, 0x4080)?.name).toBe('exported');
    expect(symbolIn({ symbols: [], dynamicSymbols: [dynamic] }, 0x4080)?.name).toBe('exported');
    expect(symbolIn({ symbols: null }, 0x4080)).toBeNull();
  });

  it('is unknown in a file of 32 bits, and in one that is no ELF file', () => {
    const file = elfFile({ symbols: [LOCK] });
    file[4] = 1;
    expect(symbolAt(inMemory(file), 0x4080)).toBeNull();
    expect(loadedSegmentsOf(inMemory(file))).toEqual([]);
    expect(symbolAt(inMemory(Buffer.from('#!/bin/sh\n'.repeat(100))), 0x4080)).toBeNull();
    expect(symbolAt(inMemory(Buffer.alloc(0)), 0x4080)).toBeNull();
  });
});

describe('a file that is torn, or changed by somebody', () => {
  const whole = elfFile({ symbols: [LOCK], dynamicSymbols: [LOCK], segments: [[0, 0, 4096, 8192]] });
  const vaddr = fc.constantFrom(0, 0x4080, 2 ** 47);

  it('has a symbol or none, at whichever byte it ends', () => {
    for (let length = 0; length <= whole.length; length++) {
      const read = inMemory(whole.subarray(0, length));
      expect([null, 'counter_lock']).toContain(symbolAt(read, 0x4080)?.name ?? null);
      loadedSegmentsOf(read);
    }
  });

  it('has a symbol or none, whatever its bytes are', () => {
    const changes = fc.array(fc.tuple(fc.nat(63), fc.nat(whole.length - 4097), fc.nat(255), fc.boolean()), {
      minLength: 1,
      maxLength: 24,
    });
    fc.assert(
      fc.property(changes, vaddr, (list, at) => {
        const file = Buffer.from(whole);
        for (const [head, tail, value, isHead] of list) file[isHead ? head : 4096 + tail] = value;
        const symbol = symbolAt(inMemory(file), at);
        if (symbol !== null) expect(symbol.name).not.toBe('');
        loadedSegmentsOf(inMemory(file));
      }),
      { numRuns: 3000 },
    );
  });

  it('costs no time for tables that it doesn’t have', () => {
    const endless: ReadAt = (_at, bytes) => Buffer.alloc(bytes, 0xff);
    expect(symbolAt(endless, 0x4080)).toBeNull();
    const file = elfFile({ symbols: [LOCK] });
    file.writeBigUInt64LE(2n ** 63n, file.length - 64 - 64 + 32);
    const zeros: ReadAt = (at, bytes) => {
      const found = Buffer.alloc(bytes);
      file.copy(found, 0, Math.min(at, file.length), Math.min(at + bytes, file.length));
      return found;
    };
    expect(symbolAt(zeros, 0x9999)).toBeNull();
  });
});
