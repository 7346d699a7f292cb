import { busyThreads, type ThreadLife } from '../stats/busy-threads.ts';
import type { ThreadClocks } from './process-tree.ts';

/** What the busy threads of a process tree did between two moments, all of them together. */
export interface TreeTotals {
  /** How many were busy, for a tenth of their own lives or more (stats/busy-threads). */
  readonly threads: number;
  /** The sum of their lives. */
  readonly lifeNs: number;
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
    const busy = busyThreads([...this.#lives.values()].map(doneIn), 'life');
    const sum = (figure: keyof Done) => busy.reduce((total, done) => total + done[figure], 0);
    return {
      threads: busy.length,
      lifeNs: sum('lifeNs'),
      runNs: sum('runNs'),
      runDelayNs: sum('runDelayNs'),
      voluntarySwitches: sum('voluntarySwitches'),
    };
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

interface Done extends ThreadLife {
  readonly voluntarySwitches: number;
}

function doneIn({ first, last, sinceNs, untilNs }: Life): Done {
  return {
    lifeNs: untilNs - sinceNs,
    runNs: last.runNs - first.runNs,
    runDelayNs: last.runDelayNs - first.runDelayNs,
    voluntarySwitches: last.voluntarySwitches - first.voluntarySwitches,
  };
}
