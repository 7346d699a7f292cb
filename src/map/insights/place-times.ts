import type { Lack } from '../dispatch/unit-source.ts';

/** What the worker of a place is at; nobody is there where it is gone. */
export type PlacePhase = 'startup' | 'work' | Lack | 'gone';

/** How long (ns) a place was at what. */
export class PlaceTimes {
  readonly #ns: Record<PlacePhase, number> = { startup: 0, work: 0, inputs: 0, results: 0, over: 0, gone: 0 };
  #phase: PlacePhase = 'gone';
  #sinceNs: number;

  constructor(nowNs: number) {
    this.#sinceNs = nowNs;
  }

  get phase(): PlacePhase {
    return this.#phase;
  }

  enter(phase: PlacePhase, nowNs: number): void {
    this.#ns[this.#phase] += nowNs - this.#sinceNs;
    this.#sinceNs = nowNs;
    this.#phase = phase;
  }

  /** Up to now. */
  until(nowNs: number): Readonly<Record<PlacePhase, number>> {
    this.enter(this.#phase, nowNs);
    return this.#ns;
  }
}
