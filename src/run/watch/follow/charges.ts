import { endedChildrenTimeNs, processTimeNs } from '../../../machine/proc/program-times.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import { sumOf } from '../../../stats/figures.ts';
import type { Follower } from './follower.ts';

const SAMPLES_PER_CHARGE = 20;

/** What the kernel charges to a program, whoever saw its threads. */
export class Charges {
  readonly #sysroot: Sysroot;
  readonly #isChild: boolean;
  #first: number | null = null;
  #last: number | null = null;
  #samples = 0;

  /** @param isChild whether we started it, and wait for its end */
  constructor(sysroot: Sysroot, isChild: boolean) {
    this.#sysroot = sysroot;
    this.#isChild = isChild;
    if (isChild) this.#first = endedChildrenTimeNs(sysroot);
  }

  /** A program that isn't ours is asked as long as it is there, now and then: this costs as much as ten threads. */
  sample(follower: Follower): void {
    if (this.#isChild || this.#samples++ % SAMPLES_PER_CHARGE !== 0) return;
    this.#last = this.#ask(follower) ?? this.#last;
    this.#first ??= this.#last;
  }

  /** In ns, up to now; null where it can't be known. */
  sinceFirst(follower: Follower): number | null {
    const living = this.#ask(follower);
    // Of a command that has ended nothing is left to be asked; what it had waited for came to us with its end.
    const now = this.#isChild
      ? sumOf([endedChildrenTimeNs(this.#sysroot), living ?? 0])
      : (living ?? this.#last);
    return this.#first === null || now === null ? null : Math.max(0, now - this.#first);
  }

  #ask(follower: Follower): number | null {
    const times = follower.attached().map((pid) => processTimeNs(this.#sysroot, pid));
    return times.length === 0 ? null : sumOf(times);
  }
}
