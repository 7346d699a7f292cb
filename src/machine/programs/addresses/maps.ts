/** A line of /proc/PID/maps (proc_pid_maps(5)): a part of a process’s memory. Addresses and offsets are in bytes; those of user space are below 2^53. */
export interface Mapping {
  readonly start: number;
  /** The first address behind it. */
  readonly end: number;
  /** Where in the file it begins. */
  readonly offset: number;
  /** MAP_SHARED: what one process writes there, the others see. */
  readonly isShared: boolean;
  /** `fd:01`: in hexadecimal. */
  readonly device: string;
  /** `0` where it has no file. A text, since inodes may have more digits than a number holds. */
  readonly inode: string;
  /** A file’s path, or the kernel’s name for it: `[heap]`; empty for anonymous memory. */
  readonly path: string;
  /** Whether the file is no longer where its path says. */
  readonly isDeleted: boolean;
}

const LINE = /^([\da-f]+)-([\da-f]+) [r-][w-][x-]([ps]) ([\da-f]+) ([\da-f]+:[\da-f]+) (\d+) *(.*)$/gm;
const DELETED = ' (deleted)';

/** The mappings of a process, in the order of their addresses. Of a text that was cut those lines that are whole. */
export function parseMaps(text: string): Mapping[] {
  return Array.from(text.matchAll(LINE), ([, start, end, sharing, offset, device, inode, name = '']) => {
    const isDeleted = name.endsWith(DELETED);
    return {
      start: hexadecimal(start),
      end: hexadecimal(end),
      offset: hexadecimal(offset),
      isShared: sharing === 's',
      device: device ?? '',
      inode: inode ?? '0',
      // The kernel escapes line breaks in it, and nothing else.
      path: (isDeleted ? name.slice(0, -DELETED.length) : name).replaceAll('\\012', '\n'),
      isDeleted,
    };
  });
}

/** The mapping that has an address; null where none has. */
export function mappingAt(maps: readonly Mapping[], address: number): Mapping | null {
  const mapping = maps[indexOf(maps, address)];
  return mapping !== undefined && address < mapping.end ? mapping : null;
}

/** The mappings that lie in front of one without a gap, the nearest first. */
export function* mappingsInFront(maps: readonly Mapping[], mapping: Mapping): Generator<Mapping> {
  let start = mapping.start;
  for (let index = indexOf(maps, start) - 1; ; index--) {
    const before = maps[index];
    if (before?.end !== start) return;
    yield before;
    start = before.start;
  }
}

/** Of the last mapping that begins at or in front of an address; -1 where none does. */
function indexOf(maps: readonly Mapping[], address: number): number {
  let [low, high] = [0, maps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((maps[middle]?.start ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function hexadecimal(digits = ''): number {
  return Number.parseInt(digits, 16);
}
