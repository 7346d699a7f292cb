import { closeSync, readSync } from 'node:fs';
import type { Sysroot } from '../../sysroot.ts';

// glibc's pthread_mutex_t on 64 bits (sysdeps/nptl/bits/struct_mutex.h): int __lock, unsigned __count, int __owner,
// unsigned __nusers, int __kind. Its first word is the futex.
const MUTEX_BYTES = 24;
const ALIGNMENT_BYTES = 8;

// __kind (nptl/pthreadP.h): a type in its low bits, flags above them.
const TYPE_BITS = 15;
const RECURSIVE = 1;
const LAST_TYPE = 3;
const ROBUST = 16;
const PRIORITY_INHERITING = 32;
/** Those two, between processes, and with or without elision: not priority ceilings, whose __lock has other bits. */
const KNOWN_BITS = LAST_TYPE | ROBUST | PRIORITY_INHERITING | 128 | 256 | 512;

/** __lock of a mutex that somebody holds and somebody waits for. */
const CONTENDED = 2;
/** Of a robust or priority-inheriting one it is this, with the owner’s TID (futex(2), FUTEX_WAITERS). */
const WAITERS_BIT = 0x80000000;
/** The kernel’s PID_MAX_LIMIT. */
const HIGHEST_TID = 2 ** 22;

/** A thread that is there: of a process whose first thread has ended, the process’ own files are empty. */
export interface ThreadId {
  readonly pid: number;
  readonly tid: number;
}

/**
 * The TID that glibc noted as the owner of a contended mutex at a futex’s address, in one read. Null where there is no such
 * mutex, where memory can’t be read (PTRACE_MODE_ATTACH), and for a process of another PID namespace, whose TIDs aren’t
 * ours. Other memory may look alike: it counts when that is a live thread of the process, and stays so in a second read.
 */
export function mutexOwner(sysroot: Sysroot, thread: ThreadId, address: number): number | null {
  const folder = `/proc/${thread.pid}/task/${thread.tid}`;
  if (address % ALIGNMENT_BYTES !== 0 || !isOfOwnNamespace(sysroot, folder)) return null;
  const bytes = readMemory(sysroot, folder, address);
  return bytes === null ? null : ownerIn(bytes);
}

/** The owner by a mutex’s bytes, in the machine’s own order; null where they aren’t those of a contended one. */
export function ownerIn(bytes: Buffer): number | null {
  if (bytes.length < MUTEX_BYTES) return null;
  const words = new Uint32Array(new Uint8Array(bytes).buffer, 0, MUTEX_BYTES / 4);
  const [lock = 0, count = 0, owner = 0, users = 0, kind = 0] = words;
  const type = kind & TYPE_BITS;
  if ((kind & ~KNOWN_BITS) !== 0 || owner === 0 || owner > HIGHEST_TID || users === 0) return null;
  const hasOwnerInLock = (kind & (ROBUST | PRIORITY_INHERITING)) !== 0;
  if (lock !== (hasOwnerInLock ? WAITERS_BIT + owner : CONTENDED)) return null;
  const isCounted = type === RECURSIVE || hasOwnerInLock;
  return isCounted === count > 0 ? owner : null;
}

function isOfOwnNamespace(sysroot: Sysroot, folder: string): boolean {
  const own = sysroot.link('/proc/self/ns/pid');
  return own !== null && own === sysroot.link(`${folder}/ns/pid`);
}

function readMemory(sysroot: Sysroot, folder: string, address: number): Buffer | null {
  const fd = sysroot.open(`${folder}/mem`);
  if (typeof fd === 'string') return null;
  const bytes = Buffer.alloc(MUTEX_BYTES);
  try {
    return readSync(fd, bytes, 0, MUTEX_BYTES, address) === MUTEX_BYTES ? bytes : null;
  } catch {
    // Nothing is mapped there, or the process is gone.
    return null;
  } finally {
    closeSync(fd);
  }
}
