import type { LoadedSegment } from '../elf.ts';
import { type Mapping, mappingAt, mappingsInFront } from './maps.ts';
import { memoryKindOf } from './place.ts';

// From an address to the ELF file that was loaded there, and to where the file has it.

/** Where an ELF file has an address, in bytes. */
export interface ImagePlace {
  /** As its symbol table counts. */
  readonly vaddr: number;
  /** In the file; of `.bss`, which the file doesn’t have, as if it went on. */
  readonly fileOffset: number;
}

/**
 * The mapping of the file that an address may belong to: its own, or the one in front. `.bss` beyond a file’s last page
 * is memory without a file right behind it, and `[heap]` may begin within the same mapping.
 */
export function fileMappingFor(maps: readonly Mapping[], mapping: Mapping): Mapping | null {
  if (mapping.isShared) return null;
  if (mapping.inode !== '0') return memoryKindOf(mapping) === 'file' ? mapping : null;
  for (const before of mappingsInFront(maps, mapping)) {
    if (before.inode !== '0') return memoryKindOf(before) === 'file' ? before : null;
  }
  return null;
}

/** Where a file’s segments have an address; null where it was not loaded so, or no segment reaches there. */
export function imagePlaceOf(
  segments: readonly LoadedSegment[],
  maps: readonly Mapping[],
  { mapping, address }: { readonly mapping: Mapping; readonly address: number },
): ImagePlace | null {
  const bias = biasOf(segments, maps, mapping);
  if (bias === null) return null;
  const vaddr = address - bias;
  const segment = segments.find((each) => vaddr >= each.vaddr && vaddr < each.vaddr + each.memoryBytes);
  return segment === undefined ? null : { vaddr, fileOffset: vaddr - segment.vaddr + segment.offset };
}

/**
 * How far a file was moved when it was loaded. Two segments may share a page of the file, so it is the distance at which
 * each of them is mapped where it has to be.
 */
function biasOf(
  segments: readonly LoadedSegment[],
  maps: readonly Mapping[],
  mapping: Mapping,
): number | null {
  const inFile = segments.filter(({ fileBytes }) => fileBytes > 0);
  for (const segment of inFile) {
    const bias = biasBetween(mapping, segment);
    const isInReach = mapping.start < segment.vaddr + bias + segment.memoryBytes;
    if (isInReach && inFile.every((each) => isLoaded(each, bias, maps, mapping))) return bias;
  }
  return null;
}

function isLoaded(
  segment: LoadedSegment,
  bias: number,
  maps: readonly Mapping[],
  { device, inode }: Mapping,
): boolean {
  const found = mappingAt(maps, segment.vaddr + bias);
  if (found === null || found.device !== device || found.inode !== inode) return false;
  return biasBetween(found, segment) === bias;
}

function biasBetween(mapping: Mapping, segment: LoadedSegment): number {
  return mapping.start - mapping.offset - (segment.vaddr - segment.offset);
}
