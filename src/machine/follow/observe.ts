import type { Sysroot } from '../sysroot.ts';
import { Pace } from './pace.ts';
import { type TreeTotals, totalsOf } from './totals.ts';
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
