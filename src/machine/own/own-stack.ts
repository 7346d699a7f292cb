import { Sysroot } from '../sysroot.ts';

/** Where the calling thread's stack is: its stack pointer, and the mapping of its process that this lies in. */
export interface OwnStack {
  /** Hexadecimal, as the kernel writes it. */
  readonly pointer: string;
  /** `start-end`, as /proc/self/maps writes it. */
  readonly mapping: string;
}

/**
 * To be called in the thread itself, which is then in a system call: the kernel tells its stack pointer, the last but
 * one field (proc_pid_syscall(5)). Null where it doesn't.
 */
export function ownStack(sysroot: Sysroot = new Sysroot()): OwnStack | null {
  const pointer = sysroot.read('/proc/thread-self/syscall')?.trim().split(' ').at(-2);
  if (pointer === undefined || !/^0x[0-9a-f]+$/.test(pointer)) return null;
  const mapping = mappingOf(BigInt(pointer), sysroot.read('/proc/self/maps') ?? '');
  return mapping === null ? null : { pointer, mapping };
}

function mappingOf(address: bigint, maps: string): string | null {
  for (const line of maps.split('\n')) {
    const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) /.exec(line) ?? [];
    if (start === undefined || address < BigInt(`0x${start}`)) continue;
    if (address < BigInt(`0x${end}`)) return `${start}-${end}`;
  }
  return null;
}
