import { basename } from 'node:path';
import type { Sysroot } from '../../sysroot.ts';
import { isFileMapping, type Mapping, mappingAt } from './maps.ts';
import { type Segment, SymbolFile } from './symbols.ts';

/** What an address of a process is. */
export interface AddressName {
  /** `heap`, `stack`, `anonymous memory`, `shared memory`, or a file with an offset: `m+0x3080`; `unknown` where nothing is mapped there. */
  readonly where: string;
  /** The symbol that covers it; null where none is known. */
  readonly symbol: string | null;
  /** The name of the file that has it; null where it is in none. */
  readonly file: string | null;
  readonly isGil: boolean;
}

/** All of CPython that a process has once, its GIL included; exported by libpython and by static builds. */
const PYTHON_RUNTIME = '_PyRuntime';
const PAGE_BYTES = 4096;
const UNNAMED = { symbol: null, file: null, isGil: false } as const;

/**
 * Names an address by the mapping that it is in, and by the symbol of its file that covers it. What a program has in `.bss`
 * beyond its file lies in anonymous memory right behind the file's last mapping.
 * @param pid whose `root` the file is looked for in, while it is there
 */
export function nameAddress(
  sysroot: Sysroot,
  pid: number,
  maps: readonly Mapping[],
  address: number,
): AddressName {
  const mapping = mappingAt(maps, address);
  if (mapping === null) return { where: 'unknown', ...UNNAMED };
  const inFile = isFileMapping(mapping) ? mapping : fileBefore(maps, mapping);
  return (inFile === null ? null : inFileName(sysroot, pid, maps, inFile, address)) ?? memoryName(mapping);
}

/** What tells a futex in memory that several processes share from all others; null where it is the process' own. */
export function sharedIdentity(maps: readonly Mapping[], address: number): string | null {
  const mapping = mappingAt(maps, address);
  if (mapping === null || !mapping.isShared || mapping.inode === 0) return null;
  const { device, inode, start, offset } = mapping;
  return `${device}:${inode}:${address - start + offset}`;
}

function memoryName({ path, isShared }: Mapping): AddressName {
  if (isShared) return { where: 'shared memory', ...UNNAMED };
  if (path === '[heap]') return { where: 'heap', ...UNNAMED };
  if (path.startsWith('[stack')) return { where: 'stack', ...UNNAMED };
  if (path.startsWith('/')) return { where: basename(path), ...UNNAMED };
  return { where: 'anonymous memory', ...UNNAMED };
}

/** The mapping of a file that ends where anonymous memory begins. */
function fileBefore(maps: readonly Mapping[], mapping: Mapping): Mapping | null {
  if (mapping.path !== '' && mapping.path !== '[heap]') return null;
  const before = maps[maps.indexOf(mapping) - 1];
  return before !== undefined && before.end === mapping.start && isFileMapping(before) ? before : null;
}

function inFileName(
  sysroot: Sysroot,
  pid: number,
  maps: readonly Mapping[],
  { path, device, inode }: Mapping,
  address: number,
): AddressName | null {
  const first = maps.find((each) => each.device === device && each.inode === inode) as Mapping;
  const file = basename(path);
  const elf = openMapped(sysroot, pid, path, inode);
  if (elf === null) return null;
  try {
    const segments = elf.segments();
    const base = segments[0];
    if (base === undefined) return null;
    const at = address - (first.start - (base.address - (base.address % PAGE_BYTES)));
    const segment = segments.find((each) => at >= each.address && at < each.address + each.memoryBytes);
    if (segment === undefined) return null;
    const symbol = elf.objectAt(at)?.name ?? null;
    return {
      where: `${file}+0x${offsetOf(at, segment).toString(16)}`,
      symbol,
      file,
      isGil: symbol === PYTHON_RUNTIME,
    };
  } finally {
    elf.close();
  }
}

function offsetOf(address: number, segment: Segment): number {
  return address - segment.address + segment.offset;
}

/** The file that is mapped, and no later one of its name. */
function openMapped(sysroot: Sysroot, pid: number, path: string, inode: number): SymbolFile | null {
  const places = [`/proc/${pid}/root${path}`, path];
  const place = places.find((each) => sysroot.inodeOf(each) === inode);
  return place === undefined ? null : SymbolFile.open(place);
}
