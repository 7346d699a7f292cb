import type { WaitKind, WaitObject } from '../../../model/waits.ts';
import { isElf, isWideElf } from '../../programs/elf.ts';
import type { Sysroot } from '../../sysroot.ts';
import { isPowerOfTwo } from '../pace.ts';
import { describeDescriptor, descriptorLink } from './descriptors.ts';
import { systemCallNames } from './system-calls.ts';
import type { Found, Wait } from './wait.ts';
import { hasDescriptor, kindOfCall, kindOfFunction } from './wait-kinds.ts';
import type { BlockedCall, WaitReader } from './wait-reader.ts';

/** Why nothing can be read of a wait: the kernel refused, or keeps no record. */
export type Refusal = 'refused' | 'not-recorded';

/** Why not all could be read of waits: the kernel let us know nothing, or the kind alone. */
export type UnreadReason = Refusal | 'kind-only';

/** The magic number, and the class. */
const ELF_HEAD_BYTES = 5;
const RESTART = 'restart_syscall';

/** All that the threads of a program were found blocked in: one object for each, however many threads are. */
export class WaitTable {
  readonly #sysroot: Sysroot;
  readonly #names: ReadonlyMap<number, string> | null;
  readonly #waits = new Map<string, Wait>();
  /** What calls were found to be: of a thread that is where it was before, there is nothing to find out. */
  readonly #known = new WeakMap<BlockedCall, Wait>();
  readonly #hits = new Map<Wait, number>();
  readonly #foreign = new Map<number, boolean>();
  readonly #family: () => readonly number[];

  /** @param family PIDs of the program's processes */
  constructor(sysroot: Sysroot, family: () => readonly number[], arch: string = process.arch) {
    this.#sysroot = sysroot;
    this.#names = systemCallNames(arch);
    this.#family = family;
  }

  /**
   * What a thread is found doing.
   * @param state of /proc/PID/task/TID/stat, read after what it is blocked in
   */
  find(pid: number, reader: WaitReader, state: () => string | null): Found | Refusal {
    const call = this.#isForeign(pid) ? 'refused' : reader.call();
    if (call === 'gone') return null;
    if (call === 'runnable') return call;
    if (call === 'refused') return this.#byFunction(pid, reader, state);
    const at = state();
    if (at === 'T' || at === 't') return this.#intern({ kind: 'stopped', pid });
    if (call.number < 0) return this.#intern({ kind: 'fault', pid });
    return this.#byCall(pid, call, at === 'D', reader);
  }

  #byCall(pid: number, call: BlockedCall, isDisk: boolean, reader: WaitReader): Found | Refusal {
    const name = this.#names?.get(call.number) ?? null;
    if (name === null || name === RESTART) return this.#byKernel(pid, reader, name);
    const kind = kindOfCall(name, call.args);
    if (hasDescriptor(kind)) return this.#onDescriptor(pid, name, kind, call.args[0] ?? -1, isDisk);
    if (kind === 'other' && isDisk) return this.#intern({ kind: 'disk', pid, call: name });
    const known = this.#known.get(call);
    if (known !== undefined) return known;
    const wait = this.#intern({ kind, pid, call: name, ...lockIn(name, kind, call) });
    this.#known.set(call, wait);
    return wait;
  }

  /** A descriptor may be closed, and another one opened by its number: what it leads to is read each time. */
  #onDescriptor(pid: number, call: string, kind: WaitKind, fd: number, isDisk: boolean): Wait {
    const link = descriptorLink(this.#sysroot, pid, fd);
    const wait = this.#intern({ kind: isDisk ? 'disk' : kind, pid, call }, `${fd} ${link}`);
    const hits = (this.#hits.get(wait) ?? 0) + 1;
    this.#hits.set(wait, hits);
    // Whoever shares a pipe may come later, and be another program by then.
    if (link !== null && isPowerOfTwo(hits)) {
      const object = describeDescriptor(this.#sysroot, { pid, fd, link }, this.#family());
      wait.object = richer(wait.object, object);
    }
    return wait;
  }

  /** Only the kind, by the kernel's function: whom it waits for stays unknown. */
  #byFunction(pid: number, reader: WaitReader, state: () => string | null): Found | Refusal {
    const at = state();
    if (at === 'R') return 'runnable';
    if (at === 'Z' || at === 'X') return null;
    if (at === 'T' || at === 't') return this.#intern({ kind: 'stopped', pid });
    const found = this.#byKernel(pid, reader, null);
    return found === 'not-recorded' ? 'refused' : found;
  }

  #byKernel(pid: number, reader: WaitReader, call: string | null): Found | Refusal {
    const symbol = reader.function();
    if (symbol === 'gone') return null;
    const kind = symbol === 'refused' ? null : kindOfFunction(symbol);
    return kind === null ? 'not-recorded' : this.#intern({ kind, pid, call });
  }

  #intern(known: Pick<Wait, 'kind' | 'pid'> & Partial<Wait>, object = ''): Wait {
    const wait = { call: null, address: null, isTimed: false, isMutex: false, ...known, object: null };
    const { pid, kind, call, address, isTimed, isMutex } = wait;
    const key = `${pid} ${kind} ${call} ${address} ${isTimed} ${isMutex} ${object}`;
    const before = this.#waits.get(key);
    if (before !== undefined) return before;
    this.#waits.set(key, wait);
    return wait;
  }

  /** A 32-bit program has other numbers of system calls on the same kernel. */
  #isForeign(pid: number): boolean {
    const known = this.#foreign.get(pid);
    if (known !== undefined) return known;
    const head = this.#sysroot.bytes(`/proc/${pid}/exe`, ELF_HEAD_BYTES);
    const isForeign = head !== null && isElf(head) && !isWideElf(head);
    this.#foreign.set(pid, isForeign);
    return isForeign;
  }
}

// include/uapi/linux/futex.h: FUTEX_WAIT and WAIT_BITSET wait for as long as a word has a value, LOCK_PI and LOCK_PI2 for a lock.
const COMPARING: ReadonlySet<number> = new Set([0, 9]);
const LOCKING: ReadonlySet<number> = new Set([6, 13]);
const REQUEUEING = 11;
const OPERATION_MASK = 0x7f;
/** Of a mutex that somebody holds and somebody waits for (U. Drepper, Futexes Are Tricky, 2011): in glibc, in Rust’s library. */
const CONTENDED = 2;
/** FUTEX_WAITERS, in a word with its owner’s TID (robust mutexes, musl). All bits are of other words: Rust’s parked threads. */
const WAITERS_BIT = 0x80000000;
const ALL_BITS = 0xffffffff;

/** Which lock a call waits for, as far as its arguments say. */
function lockIn(name: string, kind: WaitKind, { args }: BlockedCall): Partial<Wait> {
  if (kind !== 'lock') return {};
  return { address: args[0] ?? null, ...(name === 'futex' && futexWait(args)) };
}

/** What the arguments of futex(2) say of a wait: address, operation, value, timeout. */
function futexWait([, operation = 0, word = 0, timeout = 0]: readonly number[]) {
  const command = operation & OPERATION_MASK;
  const value = word >>> 0;
  const saysLocked = value === CONTENDED || (value >= WAITERS_BIT && value !== ALL_BITS);
  const isLocking = LOCKING.has(command);
  return {
    isTimed: (isLocking || COMPARING.has(command) || command === REQUEUEING) && timeout !== 0,
    isMutex: isLocking || (COMPARING.has(command) && saysLocked),
  };
}

/** A pipe's other end is found while both are there. */
function richer(before: WaitObject | null, now: WaitObject): WaitObject {
  return before !== null && now.otherEnd.length === 0 && before.otherEnd.length > 0 ? before : now;
}
