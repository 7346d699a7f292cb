import { busyThreads, type ThreadLife } from '../../stats/busy-threads.ts';
import type { Sysroot } from '../sysroot.ts';
import { Pace } from './pace.ts';
import type { FollowedThread } from './thread/thread.ts';
import { FollowedTree } from './tree/tree.ts';

export interface ObserverReport {
  readonly totals: TreeTotals;
  /** What of these is of threads that were busy before. */
  readonly earlier: Pick<TreeTotals, 'runNs' | 'runDelayNs'>;
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

export interface Observing {
  readonly pid: number;
  /** The thread that observes, which is left out. */
  readonly ownTid: number;
}

/**
 * The threads of a process tree that are busy for the length of a pause. What such a thread does later needs not be anybody
 * else's work.
 */
export function busyDuring(
  sysroot: Sysroot,
  observing: Observing,
  clockNs: () => number,
  pause: () => void,
): ReadonlySet<number> {
  const { tree, sample } = follow(sysroot, observing);
  sample(clockNs());
  pause();
  sample(clockNs());
  tree.close();
  return new Set(busyThreads(tree.threads(), 'life').map(({ tid }) => tid));
}

/** Samples at once. @param busyBefore the threads that were busy before, by TID */
export function observe(
  sysroot: Sysroot,
  { periodNs, ...observing }: Observing & { readonly periodNs: number },
  clockNs: () => number,
  busyBefore: ReadonlySet<number> = new Set(),
): Observed {
  const { tree, sample } = follow(sysroot, observing);
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
      const threads = tree.threads();
      const earlier = totalsOf(threads.filter(({ tid }) => busyBefore.has(tid)));
      return { totals: totalsOf(threads), earlier, longestGapMs: pace.longestPauseNs / 1e6 };
    },
  };
}

function follow(sysroot: Sysroot, { pid, ownTid }: Observing) {
  const tree = new FollowedTree(sysroot, pid, { turns: 1 });
  const sample = (atNs: number) => void tree.sample(atNs, ({ tid }) => (tid === ownTid ? null : ASKED));
  return { tree, sample };
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
