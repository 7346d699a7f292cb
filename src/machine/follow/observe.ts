import { busyThreads, type ThreadLife } from '../../stats/busy-threads.ts';
import type { Sysroot } from '../sysroot.ts';
import { Pace } from './pace.ts';
import type { FollowedThread } from './thread/thread.ts';
import { FollowedTree } from './tree/tree.ts';

export interface ObserverReport {
  readonly totals: TreeTotals;
  /** By how much the longest gap between two samples exceeded what was meant. */
  readonly longestGapMs: number;
}

/** Follows this process and its descendants from a thread of its own, which sleeps between two ticks. */
export interface Observed {
  tick(): void;
  end(): ObserverReport;
}

/** Switches tell of a lock, and those of a thread that has ended can’t be asked for: status is read whenever it has run. */
const ASKED = { where: 'moved', isKept: false, statusNs: 0 } as const;

/** Samples at once. @param ownTid the thread that observes, which is left out */
export function observe(
  sysroot: Sysroot,
  { pid, ownTid, periodNs }: { readonly pid: number; readonly ownTid: number; readonly periodNs: number },
  clockNs: () => number,
): Observed {
  const tree = new FollowedTree(sysroot, pid, { turns: 1 });
  const sample = (atNs: number) => void tree.sample(atNs, ({ tid }) => (tid === ownTid ? null : ASKED));
  sample(clockNs());
  const pace = new Pace(periodNs, clockNs() + periodNs);
  return {
    tick() {
      const atNs = clockNs();
      if (pace.isDue(atNs)) sample(atNs);
    },
    end() {
      sample(clockNs());
      tree.close();
      return { totals: totalsOf(tree.threads()), longestGapMs: pace.longestPauseNs / 1e6 };
    },
  };
}

/** What the busy threads of a process tree did while they were followed, all of them together. */
export interface TreeTotals {
  /** How many were busy, for a tenth of their own lives or more (stats/busy-threads). */
  readonly threads: number;
  /** The sum of their lives. */
  readonly lifeNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
  readonly voluntarySwitches: number;
}

export function totalsOf(threads: readonly FollowedThread[]): TreeTotals {
  const busy = busyThreads(threads.map(doneBy), 'life');
  const sum = (figure: keyof Done) => busy.reduce((total, done) => total + done[figure], 0);
  return {
    threads: busy.length,
    lifeNs: sum('lifeNs'),
    runNs: sum('runNs'),
    runDelayNs: sum('runDelayNs'),
    voluntarySwitches: sum('voluntarySwitches'),
  };
}

interface Done extends ThreadLife {
  readonly voluntarySwitches: number;
}

function doneBy(thread: FollowedThread): Done {
  const { lifeNs, runNs, runDelayNs } = thread;
  return { lifeNs, runNs, runDelayNs, voluntarySwitches: thread.switches('voluntarySwitches') ?? 0 };
}
