import { busyThreads, type ThreadLife } from '../../stats/busy-threads.ts';
import type { Sysroot } from '../sysroot.ts';
import { type Company, startedByFunction } from './attribution.ts';
import { Pace } from './pace.ts';
import type { FollowedThread } from './thread/thread.ts';
import { FollowedTree } from './tree/tree.ts';

export interface ObserverReport {
  readonly totals: TreeTotals;
  /** Those of threads whose work can only be the function's. */
  readonly own: TreeTotals;
  /** CPU time (ns) that the kernel charged meanwhile beyond what was seen of threads: they were too short-lived. */
  readonly unseenNs: number;
  /** What of that can only be the function's. */
  readonly ownUnseenNs: number;
  /** By how much the longest gap between two samples exceeded what was meant. */
  readonly longestGapMs: number;
}

/** Follows this process and its descendants from a thread of its own, which sleeps between two ticks. */
export interface Observed {
  tick(): void;
  /** Takes the last sample. */
  end(): void;
  /** What was seen up to the end. */
  report(ownWorkers: Company['ownWorkers']): ObserverReport;
}

/** Switches tell of a lock, and those of a thread that has ended can’t be asked for: status is read whenever it has run. */
const ASKED = { where: 'moved', isKept: false, statusNs: 0 } as const;

export interface Observing extends Pick<Company, 'pid' | 'callerTid' | 'isAlone'> {
  /** The thread that observes, which is left out. */
  readonly ownTid: number;
}

/** What the observer asks beside threads. */
export interface Clocks {
  nowNs(): number;
  /**
   * CPU time (ns) that the kernel has charged so far to the process, to the children that it has waited for, and to these
   * processes.
   */
  chargedNs(descendants: readonly number[]): number;
}

/** The threads of a process tree that are busy for the length of a pause, by TID. */
export function busyDuring(
  sysroot: Sysroot,
  observing: Observing,
  clocks: Pick<Clocks, 'nowNs'>,
  pause: () => void,
): ReadonlySet<number> {
  const { tree, sample } = follow(sysroot, observing);
  sample(clocks.nowNs());
  pause();
  sample(clocks.nowNs());
  tree.close();
  return new Set(busyThreads(tree.threads(), 'life').map(({ tid }) => tid));
}

/** Samples at once. */
export function observe(
  sysroot: Sysroot,
  {
    periodNs,
    busyBefore,
    ...observing
  }: Observing & { readonly periodNs: number } & Pick<Company, 'busyBefore'>,
  { nowNs, chargedNs }: Clocks,
): Observed {
  const { tree, sample } = follow(sysroot, observing);
  const charged = () => chargedNs(tree.pids().filter((pid) => pid !== observing.pid));
  sample(nowNs());
  const chargedBefore = charged();
  const pace = new Pace(periodNs, nowNs() + periodNs);
  let unseenNs = 0;
  return {
    tick() {
      const atNs = nowNs();
      if (pace.isDue(atNs)) sample(atNs);
    },
    end() {
      const atNs = nowNs();
      pace.reach(atNs);
      sample(atNs);
      const seenNs = tree.threads().reduce((sum, { runNs }) => sum + runNs, 0);
      unseenNs = Math.max(0, charged() - chargedBefore - seenNs);
      tree.close();
    },
    report(ownWorkers) {
      const threads = tree.threads();
      const own = startedByFunction(tree, threads, { ...observing, busyBefore, ownWorkers });
      return {
        totals: totalsOf(threads),
        own: totalsOf(own),
        unseenNs,
        ownUnseenNs: observing.isAlone ? unseenNs : 0,
        longestGapMs: pace.longestPauseNs / 1e6,
      };
    },
  };
}

function follow(sysroot: Sysroot, { pid, ownTid }: Pick<Observing, 'pid' | 'ownTid'>) {
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
