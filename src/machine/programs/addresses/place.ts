import { type Mapping, mappingAt } from './maps.ts';

/** What kind of memory a mapping is. */
export type MemoryKind = 'heap' | 'stack' | 'anonymous' | 'shared' | 'file';

/** Memory that has a file’s name: of POSIX, System V, memfd_create, MAP_ANONYMOUS with MAP_SHARED or MAP_HUGETLB (mmap(2)). */
const NAMED_MEMORY = /^(\/dev\/shm\/|\/memfd:|\/SYSV|\/dev\/zero$|\/anon_hugepage$|\[anon_shmem:)/;
/** Names that glibc gives where it is asked to (glibc.mem.decorate_maps). */
const GLIBC_STACK = /^\[anon: glibc: pthread stack/;
const GLIBC_HEAP = /^\[anon: glibc: malloc/;

/** By its name and its file: of `.bss`, which has neither, see image.ts. */
export function memoryKindOf({ path, inode, isShared }: Mapping): MemoryKind {
  if (path === '[heap]' || GLIBC_HEAP.test(path)) return 'heap';
  if (path.startsWith('[stack') || GLIBC_STACK.test(path)) return 'stack';
  if (inode === '0' || NAMED_MEMORY.test(path)) return isShared ? 'shared' : 'anonymous';
  return 'file';
}

/**
 * What an address of shared memory is called by every process that has it mapped: device, inode and offset in the
 * file (futex(2)). Null where it is memory of one process alone, in which the address is its name.
 */
export function sharedIdentity(maps: readonly Mapping[], address: number): string | null {
  const mapping = mappingAt(maps, address);
  if (mapping === null || !mapping.isShared || mapping.inode === '0') return null;
  return `${mapping.device}:${mapping.inode}:${offsetIn(mapping, address)}`;
}

/** Where in its file an address is, in bytes. */
export function offsetIn({ start, offset }: Mapping, address: number): number {
  return address - start + offset;
}
