import { basename } from 'node:path';
import type { WaitedLock } from '../../../model/waits.ts';
import type { Sysroot } from '../../sysroot.ts';
import { loadedSegmentsOf } from '../elf.ts';
import { symbolAt } from '../elf-symbols.ts';
import { fileMappingFor, imagePlaceOf } from './image.ts';
import { readMappedFile } from './mapped-file.ts';
import { type Mapping, mappingAt } from './maps.ts';
import { memoryKindOf, offsetIn } from './place.ts';

/** What an address of a process is. Its `where` is `unknown` where nothing is mapped there; its `file` is named without a symbol too. */
export type AddressName = Pick<WaitedLock, 'where' | 'symbol' | 'file' | 'isGil'>;

/** All of CPython that a process has once, its GIL included; exported by libpython and by static builds. */
const PYTHON_RUNTIME = '_PyRuntime';
/** Builds without a GIL (PEP 703): python3.14t. */
const FREE_THREADED = /python[\d.]+t/;
const UNNAMED = { symbol: null, file: null, isGil: false } as const;

/**
 * Names an address by the mapping that it is in, and by the symbol of its file that covers it. It reads that file while
 * the process lives, or is still the one that was mapped: a few milliseconds for 30,000 symbols. It never throws.
 */
export function nameAddress(
  sysroot: Sysroot,
  pid: number,
  maps: readonly Mapping[],
  address: number,
): AddressName {
  const mapping = mappingAt(maps, address);
  if (mapping === null) return { where: 'unknown', ...UNNAMED };
  const file = fileMappingFor(maps, mapping);
  const inFile =
    file === null
      ? null
      : readMappedFile({ sysroot, pid }, file, (read) => {
          const place = imagePlaceOf(loadedSegmentsOf(read), maps, { mapping: file, address });
          const symbol = place === null ? null : symbolAt(read, place.vaddr);
          return place === null
            ? null
            : nameInFile(basename(file.path), place.fileOffset, symbol?.name ?? null);
        });
  return inFile ?? { where: whereInMemory(mapping, address), ...UNNAMED };
}

function nameInFile(file: string, offset: number, symbol: string | null): AddressName {
  const isGil = symbol === PYTHON_RUNTIME && !FREE_THREADED.test(file);
  return { where: whereInFile(file, offset), symbol, file, isGil };
}

function whereInMemory(mapping: Mapping, address: number): string {
  const kind = memoryKindOf(mapping);
  if (kind === 'file') return whereInFile(basename(mapping.path), offsetIn(mapping, address));
  return kind === 'heap' || kind === 'stack' ? kind : `${kind} memory`;
}

function whereInFile(file: string, offset: number): string {
  return `${file}+0x${offset.toString(16)}`;
}
