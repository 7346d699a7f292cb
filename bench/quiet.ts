import { type Clock, MonotonicClock, sleep } from '../src/base/time/clock.ts';
import { type CpuTimes, conditionsBetween, readCpuTimes } from '../src/machine/conditions.ts';
import { Sysroot } from '../src/machine/sysroot.ts';
import { THRESHOLDS } from '../src/stats/thresholds.ts';
import { ownTreeNs } from './cpu-time.ts';
import type { Site } from './site.ts';
import { middleOf } from './stats.ts';
import { disturbanceText } from './text.ts';

/** In a shorter time the kernel’s ticks of 10 ms say little. */
const WINDOW_MS = 300;

/**
 * Up to here the machine is quiet. A run queue that isn’t empty keeps a CPU busy, so that others’ CPU time has it too; the
 * load average is of a whole minute, and of our own processes as well.
 */
const MOST = { othersShare: 0.05, steal: THRESHOLDS.busySteal } as const;

/** What others took while something was measured; null where it could not be read. */
export interface Disturbance {
  /** CPU time of processes that aren’t the bench’s, as a share of all CPUs that it may use. */
  readonly othersShare: number | null;
  /** What the hypervisor gave to other machines, as a share of the same. */
  readonly steal: number | null;
}

/** How quiet the machine was for a row: the disturbance is the median of its rounds. */
export interface Quietness extends Disturbance {
  /** How long it was waited for, in all. */
  readonly waitedMs: number;
  /** So many rounds began on a quiet machine; null where that isn’t known. */
  readonly quietStarts: number | null;
}

/** What a machine is observed with. */
interface Instruments {
  readonly clock: Clock;
  readonly cpus: number;
  read(): { readonly times: CpuTimes; readonly ownNs: number };
}

export function instrumentsOf({ machine }: Site): Instruments {
  const sysroot = new Sysroot();
  const cpus = machine.allowedCpus;
  return {
    clock: new MonotonicClock(),
    cpus: cpus.length,
    read: () => ({ times: readCpuTimes(sysroot, cpus, machine), ownNs: ownTreeNs(sysroot) }),
  };
}

/** Lets rounds begin when the machine is quiet, or when all of them together have waited as long as they may. */
export class QuietGate {
  readonly #instruments: Instruments;
  readonly #longestMs: number;
  readonly #report: (text: string) => void;
  readonly #rounds: Disturbance[] = [];
  #waitedMs = 0;
  #quietStarts: number | null = 0;

  constructor(instruments: Instruments, longestMs: number, report: (text: string) => void) {
    this.#instruments = instruments;
    this.#longestMs = longestMs;
    this.#report = report;
  }

  async through(round: () => Promise<void>): Promise<void> {
    const isQuiet = await this.#waited();
    if (isQuiet === null) this.#quietStarts = null;
    else if (this.#quietStarts !== null && isQuiet) this.#quietStarts++;
    this.#rounds.push(await this.#during(round));
  }

  get quietness(): Quietness {
    return {
      othersShare: middleOf(this.#rounds.map(({ othersShare }) => othersShare)),
      steal: middleOf(this.#rounds.map(({ steal }) => steal)),
      waitedMs: this.#waitedMs,
      quietStarts: this.#quietStarts,
    };
  }

  /** @returns whether it is quiet now; null where nobody knows */
  async #waited(): Promise<boolean | null> {
    const { clock } = this.#instruments;
    const sample = () => this.#during(() => sleep(clock, WINDOW_MS));
    let seen = await sample();
    if (isQuiet(seen) !== false || this.#waitedMs >= this.#longestMs) return isQuiet(seen);
    this.#report(`waits for a quiet machine: ${disturbanceText(seen)}`);
    while (isQuiet(seen) === false && this.#waitedMs < this.#longestMs) {
      this.#waitedMs += WINDOW_MS;
      seen = await sample();
    }
    if (isQuiet(seen) === false)
      this.#report(`has waited ${this.#waitedMs / 1e3} s, and goes on beside them: ${disturbanceText(seen)}`);
    return isQuiet(seen);
  }

  async #during(act: () => Promise<void>): Promise<Disturbance> {
    const { clock, cpus, read } = this.#instruments;
    const [startNs, before] = [clock.nowNs(), read()];
    await act();
    const [endNs, after] = [clock.nowNs(), read()];
    const span = { wallNs: endNs - startNs, ownNs: after.ownNs - before.ownNs, cpus };
    const { othersCpus, steal } = conditionsBetween(before.times, after.times, span);
    // The kernel's ticks may count a little more than there was.
    return { othersShare: othersCpus === null ? null : Math.min(1, othersCpus / cpus), steal };
  }
}

/** Null where nobody knows. */
export function isQuiet({ othersShare, steal }: Disturbance): boolean | null {
  if (othersShare === null || steal === null) return null;
  return othersShare <= MOST.othersShare && steal <= MOST.steal;
}
