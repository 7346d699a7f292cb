import { parseSchedstat } from '../../machine/proc/proc-text.ts';
import type { Sysroot } from '../../machine/sysroot.ts';

interface Clocks {
  readonly runNs: number;
  readonly runDelayNs: number;
}

const NOTHING: Clocks = { runNs: 0, runDelayNs: 0 };

/** Running and queued time (ns) of the threads that were in a place, one after the other: from when each was ready. */
export class PlaceClocks {
  readonly #sysroot: Sysroot;
  #path: string | null = null;
  #first = NOTHING;
  #last = NOTHING;
  /** Of those that were there before; null where one’s couldn’t be read. */
  #before: Clocks | null = NOTHING;

  constructor(sysroot: Sysroot) {
    this.#sysroot = sysroot;
  }

  /** Another thread is there. */
  begin({ pid, tid }: { readonly pid: number | null; readonly tid: number | null }): void {
    this.#before = this.total();
    this.#path = pid === null || tid === null ? null : `/proc/${pid}/task/${tid}/schedstat`;
    const now = this.#read();
    if (now === null) this.#before = null;
    this.#first = now ?? NOTHING;
    this.#last = this.#first;
  }

  /** Reads where it is now. Of one that has ended, what was read last stands. */
  look(): void {
    this.#last = this.#read() ?? this.#last;
  }

  total(): Clocks | null {
    if (this.#before === null) return null;
    return {
      runNs: this.#before.runNs + this.#last.runNs - this.#first.runNs,
      runDelayNs: this.#before.runDelayNs + this.#last.runDelayNs - this.#first.runDelayNs,
    };
  }

  #read(): Clocks | null {
    const text = this.#path === null ? null : this.#sysroot.read(this.#path);
    if (text === null) return null;
    const { runNs, runDelayNs } = parseSchedstat(text);
    return runNs === null || runDelayNs === null ? null : { runNs, runDelayNs };
  }
}
