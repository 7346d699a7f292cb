import type { ThreadClocks } from './process-tree.ts';

/**
 * A thread counts when it was running, or ready to, for at least this share of the time that it was there. Node's own
 * helpers (V8's compilers and collectors) and event loops that only wait stay below; a busy worker is far above, and a
 * short-lived process is as well, because its own time is short.
 */
const BUSY_SHARE = 0.1;

/** What the busy threads of a process tree did between two moments. */
export interface TreeTotals {
  /** How many counted as busy. */
  readonly threads: number;
  readonly runNs: number;
  readonly runDelayNs: number;
  readonly voluntarySwitches: number;
}

interface Life {
  readonly first: Pick<ThreadClocks, 'runNs' | 'runDelayNs' | 'voluntarySwitches'>;
  readonly sinceNs: number;
  last: ThreadClocks;
  untilNs: number;
}

const NEWBORN = { runNs: 0, runDelayNs: 0, voluntarySwitches: 0 };

/** Adds up what a changing set of threads did, from looks at all of them. What was seen of a thread stays counted. */
export class TreeClocks {
  readonly #lives = new Map<string, Life>();
  #lastLookNs: number | null = null;

  look(threads: readonly ThreadClocks[], nowNs: number): void {
    for (const thread of threads) {
      const key = `${thread.pid} ${thread.tid} ${thread.startTicks}`;
      const life = this.#lives.get(key);
      if (life === undefined) this.#lives.set(key, this.#begin(thread, nowNs));
      else Object.assign(life, { last: thread, untilNs: nowNs });
    }
    this.#lastLookNs = nowNs;
  }

  totals(): TreeTotals {
    let totals: TreeTotals = { threads: 0, runNs: 0, runDelayNs: 0, voluntarySwitches: 0 };
    for (const { first, last, sinceNs, untilNs } of this.#lives.values()) {
      const runNs = last.runNs - first.runNs;
      const runDelayNs = last.runDelayNs - first.runDelayNs;
      if (runNs + runDelayNs < BUSY_SHARE * (untilNs - sinceNs) || runNs + runDelayNs === 0) continue;
      totals = {
        threads: totals.threads + 1,
        runNs: totals.runNs + runNs,
        runDelayNs: totals.runDelayNs + runDelayNs,
        voluntarySwitches: totals.voluntarySwitches + last.voluntarySwitches - first.voluntarySwitches,
      };
    }
    return totals;
  }

  /** Only the first look finds threads that had a life before; who comes later was born after the look before. */
  #begin(thread: ThreadClocks, nowNs: number): Life {
    const isNewborn = this.#lastLookNs !== null;
    return {
      first: isNewborn ? NEWBORN : thread,
      sinceNs: this.#lastLookNs ?? nowNs,
      last: thread,
      untilNs: nowNs,
    };
  }
}
