import { closeSync, openSync, readSync } from 'node:fs';
import type { Sysroot } from '../../sysroot.ts';

/** pthread_mutex_t of glibc: lock, count, owner, users, kind (sysdeps/nptl/bits/struct_mutex.h), each of 4 bytes. */
const MUTEX_BYTES = 20;
const OWNER_AT = 8;
const USERS_AT = 12;
const KIND_AT = 16;
/** Locked, with waiters. */
const CONTENDED = 2;
/** PTHREAD_MUTEX_RECURSIVE_NP, ERRORCHECK and ADAPTIVE: what kinds of plain mutexes there are; a program may set bits above that glibc uses itself. */
const MOST_KIND = 3;
const KIND_MASK = 0x7f;

/**
 * The TID that a futex has beside it, if it is the word of a contended glibc mutex: its owner's. Null where it can't be one,
 * where its memory may not be read, and in another PID namespace, whose numbers are others. Whether that thread is there, and
 * still is at a second read, is the caller's to ask.
 */
export function mutexOwner(sysroot: Sysroot, pid: number, address: number): number | null {
  const namespace = sysroot.link(`/proc/${pid}/ns/pid`);
  if (namespace === null || namespace !== sysroot.link('/proc/self/ns/pid')) return null;
  const bytes = memoryAt(pid, address, MUTEX_BYTES);
  if (bytes === null || bytes.readUInt32LE(0) !== CONTENDED) return null;
  const kind = bytes.readUInt32LE(KIND_AT) & KIND_MASK;
  const [owner, users] = [bytes.readInt32LE(OWNER_AT), bytes.readUInt32LE(USERS_AT)];
  return kind <= MOST_KIND && users >= 1 && owner > 0 ? owner : null;
}

function memoryAt(pid: number, address: number, length: number): Buffer | null {
  try {
    const fd = openSync(`/proc/${pid}/mem`, 'r');
    try {
      const bytes = Buffer.alloc(length);
      return readSync(fd, bytes, 0, length, address) === length ? bytes : null;
    } finally {
      closeSync(fd);
    }
  } catch {
    return null;
  }
}
