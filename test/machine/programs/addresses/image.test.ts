import { describe, expect, it } from 'vitest';
import { fileMappingFor, imagePlaceOf } from '../../../../src/machine/programs/addresses/image.ts';
import { mappingAt, parseMaps } from '../../../../src/machine/programs/addresses/maps.ts';
import type { LoadedSegment } from '../../../../src/machine/programs/elf.ts';
import { LOADED_MAPS } from '../../../fixtures/maps.ts';

const maps = parseMaps(LOADED_MAPS);

const segment = (
  offset: number,
  vaddr: number,
  fileBytes: number,
  memoryBytes = fileBytes,
): LoadedSegment => ({
  offset,
  vaddr,
  fileBytes,
  memoryBytes,
});
/** Its data begins at 0x3e00 in memory and 0x2e00 in the file; .bss reaches 0x2000 beyond what is mapped. */
const PROGRAM = [
  segment(0, 0, 0x800),
  segment(0x1000, 0x1000, 0x1e00),
  segment(0x2e00, 0x3e00, 0x400, 0x3200),
];
const LIBRARY = [segment(0, 0, 0x300), segment(0x300, 0x1300, 0x400), segment(0x700, 0x2700, 0x100, 0x1000)];

function placeOf(segments: readonly LoadedSegment[], address: number) {
  const mapping = mappingAt(maps, address);
  const file = mapping === null ? null : fileMappingFor(maps, mapping);
  return file === null ? null : imagePlaceOf(segments, maps, { mapping: file, address });
}

describe('an address in a program', () => {
  it('has a place in its file, and an address in its symbol table', () => {
    expect(placeOf(PROGRAM, 0x55d000003e10)).toEqual({ vaddr: 0x3e10, fileOffset: 0x2e10 });
    expect(placeOf(PROGRAM, 0x55d000004080)).toEqual({ vaddr: 0x4080, fileOffset: 0x3080 });
    expect(placeOf(PROGRAM, 0x55d000000010)).toEqual({ vaddr: 0x10, fileOffset: 0x10 });
  });

  it('is in .bss as far as the segment reaches, and no further', () => {
    expect(placeOf(PROGRAM, 0x55d000006fff)).toEqual({ vaddr: 0x6fff, fileOffset: 0x5fff });
    expect(placeOf(PROGRAM, 0x55d000007000)).toBeNull();
    expect(placeOf(PROGRAM, 0x55d00000a010)).toBeNull();
  });

  it('is in .bss that lies in what is called heap', () => {
    const large = [...PROGRAM.slice(0, 2), segment(0x2e00, 0x3e00, 0x400, 0x10000)];
    expect(placeOf(large, 0x55d00000b000)?.vaddr).toBe(0xb000);
  });

  it('is moved by nothing where the program is no PIE', () => {
    const fixed = PROGRAM.map((each) => ({ ...each, vaddr: each.vaddr + 0x55d000000000 }));
    expect(placeOf(fixed, 0x55d000004080)).toEqual({ vaddr: 0x55d000004080, fileOffset: 0x3080 });
  });

  it('is told by the first segment where others share a page of the file', () => {
    expect(placeOf(LIBRARY, 0x7f0000023710)).toEqual({ vaddr: 0x2710, fileOffset: 0x710 });
    expect(placeOf(LIBRARY, 0x7f0000022310)).toEqual({ vaddr: 0x1310, fileOffset: 0x310 });
    expect(placeOf(LIBRARY, 0x7f0000024600)).toEqual({ vaddr: 0x3600, fileOffset: 0x1600 });
    expect(placeOf(LIBRARY, 0x7f0000024700)).toBeNull();
  });
});

describe('an address elsewhere', () => {
  it.each([
    ['stack', 0x7fff00000010],
    ['anonymous memory with nothing in front', 0x7f0000000010],
  ])('is in no file: %s', (_name, address) => {
    expect(placeOf(PROGRAM, address)).toBeNull();
  });

  it('is unknown where the file isn’t loaded as it says, or says nothing', () => {
    expect(placeOf([], 0x55d000004080)).toBeNull();
    expect(placeOf([segment(0, 0, 0x800), segment(0x9000, 0x9000, 0x400)], 0x55d000004080)).toBeNull();
    const endless = [segment(0, 0, 2 ** 64), segment(2 ** 64, 2 ** 64, 2 ** 64)];
    expect(() => placeOf(endless, 0x55d000004080)).not.toThrow();
  });
});
