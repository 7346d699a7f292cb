import type { Found, Wait } from './wait.ts';

/** The first age (ns) at which a wait counts as long; and then at each double of that. */
const FIRST_LONG_NS = 250e6;

/**
 * What one thread was blocked in. How long it was blocked between two samples is exact; what in is what samples found. One that
 * has not run since is where it was: all of that time is known. Else the time goes to what it was found in before and after,
 * and where it was found in nothing both times, to what was found of it in general.
 */
export class WaitLog {
  readonly #ns = new Map<Wait, number>();
  readonly #hits = new Map<Wait, number>();
  #unplacedNs = 0;
  #found: Found = null;
  /** When it was last found to have moved. */
  sinceNs = 0;
  #longNs = FIRST_LONG_NS;

  /**
   * @param blockedNs of the time since the sample before
   * @param now what it was found doing now; `same` where it hasn't run since the sample before
   */
  pass(atNs: number, blockedNs: number, now: Found | 'same'): void {
    if (now === 'same') {
      this.#place([this.#found], blockedNs);
      return;
    }
    this.#place([this.#found, now], blockedNs);
    this.#found = now;
    this.sinceNs = atNs;
    this.#longNs = FIRST_LONG_NS;
    if (isWait(now)) this.#hits.set(now, (this.#hits.get(now) ?? 0) + 1);
  }

  /** What it is blocked in, as far as is known. */
  get current(): Wait | null {
    return isWait(this.#found) ? this.#found : null;
  }

  /** Whether its wait has become long, or again twice as long. To be asked at each sample. */
  hasGrown(atNs: number): boolean {
    const ns = atNs - this.sinceNs;
    if (this.current === null || ns < this.#longNs) return false;
    while (this.#longNs <= ns) this.#longNs *= 2;
    return true;
  }

  /** How long (ns) it was blocked in what, with its unplaced time shared out; empty where nothing was ever found. */
  totals(): ReadonlyMap<Wait, number> {
    const weights = this.#hits.size > 0 ? this.#hits : this.#ns;
    const whole = sumOf(weights);
    if (this.#unplacedNs === 0 || whole === 0) return this.#ns;
    const totals = new Map(this.#ns);
    for (const [wait, weight] of weights)
      totals.set(wait, (totals.get(wait) ?? 0) + (this.#unplacedNs * weight) / whole);
    return totals;
  }

  #place(found: readonly Found[], ns: number): void {
    if (ns <= 0) return;
    const waits = found.filter(isWait);
    for (const wait of waits) this.#ns.set(wait, (this.#ns.get(wait) ?? 0) + ns / waits.length);
    if (waits.length === 0) this.#unplacedNs += ns;
  }
}

function isWait(found: Found): found is Wait {
  return found !== null && found !== 'runnable';
}

function sumOf(weights: ReadonlyMap<Wait, number>): number {
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0);
}
