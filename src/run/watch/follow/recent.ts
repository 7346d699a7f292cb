import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import type { WaitLog } from '../../../machine/follow/waits/wait-log.ts';
import { UNKNOWN_WAITS, WAIT_KINDS, type Waits } from '../../../model/waits.ts';
import { waitsByKind } from '../../waits/thread-waits.ts';

type Clocks = Pick<FollowedThread, 'runNs' | 'runDelayNs'>;
type Who = Pick<FollowedThread, 'comm' | 'pid' | 'tid' | 'cpu' | 'migrations'>;

/** What a thread has been doing lately. Times in ns. */
export interface RecentThread extends Who, Clocks {
  readonly blockedNs: number;
  readonly waits: Waits;
}

/** What has to be known of a thread. */
export interface Clocked extends Who, Clocks, Pick<FollowedThread, 'sinceNs' | 'untilNs'> {
  readonly waits: { readonly log: Pick<WaitLog, 'totals'> } | null;
}

interface Mark extends Clocks {
  readonly atNs: number;
  readonly waits: Waits;
}

/** “Lately” is the last second, or up to two. */
const WINDOW_NS = 1e9;

/** Tells what each thread did lately: from marks that are set once a second. */
export class RecentTimes {
  #marks = new Map<Clocked, readonly [Mark, Mark]>();

  of(threads: readonly Clocked[]): RecentThread[] {
    const marks = new Map<Clocked, readonly [Mark, Mark]>();
    const recent = threads.map((thread) => {
      const now = markOf(thread);
      const [older, newer] = this.#marks.get(thread) ?? [bornMark(thread), bornMark(thread)];
      marks.set(thread, now.atNs - newer.atNs >= WINDOW_NS ? [newer, now] : [older, newer]);
      return { ...who(thread), ...timesBetween(older, now) };
    });
    this.#marks = marks;
    return recent;
  }
}

/** Cores that they kept busy lately, and those that they were queued for. */
export function recentCores(threads: readonly RecentThread[]): { readonly r: number; readonly d: number } {
  const sum = (part: (thread: RecentThread) => number) =>
    threads.reduce((whole, thread) => whole + part(thread) / Math.max(1, wholeNs(thread)), 0);
  return { r: sum(({ runNs }) => runNs), d: sum(({ runDelayNs }) => runDelayNs) };
}

function wholeNs({ runNs, runDelayNs, blockedNs }: RecentThread): number {
  return runNs + runDelayNs + blockedNs;
}

function markOf({ untilNs, runNs, runDelayNs, waits }: Clocked): Mark {
  const byKind = waitsByKind({ waits: waits?.log.totals() ?? null });
  return { atNs: untilNs, runNs, runDelayNs, waits: byKind };
}

function bornMark({ sinceNs }: Clocked): Mark {
  return { atNs: sinceNs, runNs: 0, runDelayNs: 0, waits: UNKNOWN_WAITS };
}

function who({ comm, pid, tid, cpu, migrations }: Clocked): Who {
  return { comm, pid, tid, cpu, migrations };
}

function timesBetween(before: Mark, now: Mark): Omit<RecentThread, keyof Who> {
  const ns = now.atNs - before.atNs;
  const runNs = Math.min(ns, now.runNs - before.runNs);
  const runDelayNs = Math.min(ns - runNs, now.runDelayNs - before.runDelayNs);
  return { runNs, runDelayNs, blockedNs: ns - runNs - runDelayNs, waits: waitsBetween(before, now) };
}

/** What samples found is shared out again with each: a part may shrink. */
function waitsBetween(before: Mark, now: Mark): Waits {
  const since = (kind: keyof Waits) => {
    const ns = now.waits[kind];
    return ns === null ? null : Math.max(0, ns - (before.waits[kind] ?? 0));
  };
  return Object.fromEntries(WAIT_KINDS.map((kind) => [kind, since(kind)])) as Waits;
}
