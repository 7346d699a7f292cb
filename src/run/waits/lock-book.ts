import type { FollowedThread } from '../../machine/follow/thread/thread.ts';
import type { Wait } from '../../machine/follow/waits/wait.ts';
import { type Mapping, mappingAt, parseMaps } from '../../machine/programs/addresses/maps.ts';
import { mutexOwner, type ThreadId } from '../../machine/programs/addresses/mutex-owner.ts';
import { type AddressName, nameAddress } from '../../machine/programs/addresses/name-address.ts';
import { sharedIdentity } from '../../machine/programs/addresses/place.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import type { WaitForOwner } from './deadlock.ts';
import type { LockFacts } from './locks.ts';
import { Owners } from './owners.ts';

/** So many futexes of a program are looked up in its maps: a runtime that parks each thread at a word of its own has no end of them. */
const MOST_PLACED = 10_000;
/** So many are named at once, in case their file is gone at the end: it takes milliseconds where the file has many symbols. */
const MOST_NAMED_AT_ONCE = 32;

/** What is known of the locks at which threads wait, asked while their processes are there. */
export class LockBook {
  readonly #sysroot: Sysroot;
  readonly #owners: Owners;
  readonly #maps = new Map<number, readonly Mapping[]>();
  readonly #placed = new Set<Wait>();
  readonly #names = new Map<Wait, AddressName>();

  constructor(sysroot: Sysroot) {
    this.#sysroot = sysroot;
    this.#owners = new Owners((thread, address) => mutexOwner(sysroot, thread, address));
  }

  /** To be asked after each sample. */
  sample(living: readonly FollowedThread[], atNs: number, isLast: boolean): void {
    for (const { tid, waits } of living) {
      const wait = waits?.log.current ?? null;
      if (wait !== null && wait.address !== null && !this.#placed.has(wait))
        this.#place(wait, wait.address, tid);
    }
    this.#owners.sample(living, atNs, isLast);
  }

  held(): readonly WaitForOwner[] {
    return this.#owners.sure();
  }

  describe(wait: Wait, address: number): LockFacts {
    const maps = this.#maps.get(wait.pid) ?? [];
    const identityOf = (at: number) => sharedIdentity(maps, at) ?? `${wait.pid} ${at}`;
    const name = () => this.#name(wait, maps, address);
    const owner = () => this.#owners.sure().find((held) => held.wait === wait)?.by ?? null;
    return {
      identity: identityOf(address),
      word: identityOf(address - (address % WORDS_BYTES)),
      // Symbols are read of those alone that are told of.
      get name() {
        return name();
      },
      get owner() {
        return owner();
      },
    };
  }

  #place(wait: Wait, address: number, tid: number): void {
    if (this.#placed.size >= MOST_PLACED) return;
    this.#placed.add(wait);
    const maps = this.#mapsWith({ pid: wait.pid, tid }, address);
    if (this.#names.size < MOST_NAMED_AT_ONCE) this.#name(wait, maps, address);
  }

  /** They are read again where they lack the address: memory may have been mapped since. */
  #mapsWith({ pid, tid }: ThreadId, address: number): readonly Mapping[] {
    const known = this.#maps.get(pid) ?? [];
    if (mappingAt(known, address) !== null) return known;
    const text = this.#sysroot.read(`/proc/${pid}/task/${tid}/maps`);
    if (text === null || text === '') return known;
    const maps = parseMaps(text);
    this.#maps.set(pid, maps);
    return maps;
  }

  #name(wait: Wait, maps: readonly Mapping[], address: number): AddressName {
    const name = this.#names.get(wait) ?? nameAddress(this.#sysroot, wait.pid, maps, address);
    this.#names.set(wait, name);
    return name;
  }
}

/** Of a condition variable, both of which are futexes. */
const WORDS_BYTES = 8;
