import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { Wait } from '../../machine/follow/waits/wait.ts';
import { type Mapping, mappingAt, parseMaps } from '../../machine/programs/addresses/maps.ts';
import { mutexOwner } from '../../machine/programs/addresses/mutex-owner.ts';
import { nameAddress } from '../../machine/programs/addresses/name-address.ts';
import { sharedIdentity } from '../../machine/programs/addresses/place.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import type { WaitForOwner } from './deadlock.ts';
import type { LockFacts } from './locks.ts';
import { Owners } from './owners.ts';

/** So many futexes of a program are looked up in its maps: a runtime that parks each thread at a word of its own has no end of them. */
const MOST_PLACED = 10_000;

/** What is known of the locks at which threads wait, asked while their processes are there. */
export class LockBook {
  readonly #sysroot: Sysroot;
  readonly #owners: Owners;
  readonly #maps = new Map<number, readonly Mapping[]>();
  readonly #placed = new Set<Wait>();

  constructor(sysroot: Sysroot) {
    this.#sysroot = sysroot;
    this.#owners = new Owners((pid, address) => mutexOwner(sysroot, pid, address));
  }

  /** To be asked after each sample. */
  sample(living: readonly FollowedThread[], atNs: number, isLast: boolean): void {
    for (const { waits } of living) {
      const wait = waits?.log.current ?? null;
      if (wait !== null && wait.address !== null && !this.#placed.has(wait)) this.#place(wait, wait.address);
    }
    this.#owners.sample(living, atNs, isLast);
  }

  held(): readonly WaitForOwner[] {
    return this.#owners.sure();
  }

  describe(wait: Wait, address: number): LockFacts {
    const maps = this.#maps.get(wait.pid) ?? [];
    return {
      identity: sharedIdentity(maps, address) ?? `${wait.pid} ${Math.floor(address / WORDS_BYTES)}`,
      name: nameAddress(this.#sysroot, wait.pid, maps, address),
      owner: this.held().find((held) => held.wait === wait)?.by ?? null,
    };
  }

  /** A map is read again where it lacks the address: memory may have been mapped since. */
  #place(wait: Wait, address: number): void {
    if (this.#placed.size >= MOST_PLACED) return;
    this.#placed.add(wait);
    const known = this.#maps.get(wait.pid);
    if (known !== undefined && mappingAt(known, address) !== null) return;
    const text = this.#sysroot.read(`/proc/${wait.pid}/maps`);
    if (text !== null && text !== '') this.#maps.set(wait.pid, parseMaps(text));
  }
}

/** A condition variable's two words, on which its waiters sleep in turn, are neighbours (glibc, nptl/pthread_cond_wait.c); two mutexes never are. */
const WORDS_BYTES = 8;
