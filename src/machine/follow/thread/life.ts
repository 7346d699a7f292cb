import type { SampledThread } from '../../../model/trial/evidence.ts';
import type { Stop, ThreadPlace, ThreadTimes } from './thread-reader.ts';

const NEWBORN: ThreadTimes = { runNs: 0, runDelayNs: 0 };

/** What a thread did while it was followed, by its clocks. Times in ns, moments on the follower's clock. */
export class Life {
  sinceNs = 0;
  untilNs = 0;
  #first: ThreadTimes | null = null;
  /** Its clocks at the last sample; null before the first. */
  last: ThreadTimes | null = null;

  /**
   * It begins with its birth, as far as we can tell, or with the first sample.
   * @param bornAfterNs it was born after this moment, since we were there; null where it may be older
   */
  begin(times: ThreadTimes, atNs: number, bornAfterNs: number | null): void {
    const oldestNs = atNs - times.runNs - times.runDelayNs;
    this.sinceNs = bornAfterNs === null ? atNs : Math.max(0, Math.min(bornAfterNs, oldestNs));
    this.untilNs = this.sinceNs;
    this.#first = bornAfterNs === null ? times : NEWBORN;
    this.last = this.#first;
  }

  /** @returns how long it ran since the sample before; null where that can't be the same thread: clocks never go back */
  goOn(times: ThreadTimes, atNs: number): number | null {
    const ranNs = times.runNs - (this.last?.runNs ?? 0);
    if (ranNs < 0) return null;
    this.last = times;
    this.untilNs = atNs;
    return ranNs;
  }

  /** Whether nothing of it is older than our watch, or might as well not be. */
  get isNewborn(): boolean {
    return this.#first?.runNs === 0;
  }

  get lifeNs(): number {
    return Math.max(0, this.untilNs - this.sinceNs);
  }

  get runNs(): number {
    return (this.last?.runNs ?? 0) - (this.#first?.runNs ?? 0);
  }

  get runDelayNs(): number {
    return (this.last?.runDelayNs ?? 0) - (this.#first?.runDelayNs ?? 0);
  }
}

/** Where a thread was, whenever it was asked. */
export class Places {
  /** Null before it was asked. */
  cpu: number | null = null;
  migrations = 0;
  /** How long (ns) it was seen stopped: from the sample that found it so to the last before it ran again. */
  stoppedNs = 0;
  /** What it was ever seen stopped by. */
  readonly stops = new Set<Stop>();
  /** Its state when it was last asked. */
  state: string | null = null;
  #isStopped = false;
  readonly #seen = new Map<number, number>();

  add({ cpu, stop, state }: ThreadPlace): void {
    if (this.cpu !== null && this.cpu !== cpu) this.migrations++;
    this.cpu = cpu;
    this.state = state;
    this.#isStopped = stop !== null;
    if (stop !== null) this.stops.add(stop);
    this.#seen.set(cpu, (this.#seen.get(cpu) ?? 0) + 1);
  }

  /** @param ranNs how long it ran of these `ns`: one that is let go on runs first of all, so one that hasn't is still stopped */
  pass(ns: number, ranNs: number): void {
    this.#isStopped &&= ranNs === 0;
    if (this.#isStopped) this.stoppedNs += ns;
  }

  get cpusSeen(): SampledThread['cpusSeen'] {
    return Object.fromEntries([...this.#seen].sort(([a], [b]) => a - b));
  }
}
