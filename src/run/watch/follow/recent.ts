import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import type { WaitKind } from '../../../model/waits.ts';

/** What a thread has been doing lately. Shares of the time; together with blocked they are 1. */
export interface RecentThread {
  readonly comm: string;
  readonly pid: number;
  readonly tid: number;
  readonly cpu: number | null;
  readonly running: number;
  readonly waiting: number;
  readonly migrations: number;
  /** What it is blocked in now; null where it isn’t, or where that is unknown. */
  readonly wait?: WaitKind | null;
}

/** What has to be known of a thread. */
export type Clocked = Pick<
  FollowedThread,
  'comm' | 'pid' | 'tid' | 'cpu' | 'migrations' | 'sinceNs' | 'untilNs' | 'runNs' | 'runDelayNs'
>;

interface Mark {
  readonly atNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
}

/** “Lately” is the last second, or up to two. */
const WINDOW_NS = 1e9;

/** Tells what each thread did lately: from marks that are set once a second. */
export class RecentShares {
  #marks = new Map<Clocked, readonly [Mark, Mark]>();

  of(threads: readonly Clocked[]): RecentThread[] {
    const marks = new Map<Clocked, readonly [Mark, Mark]>();
    const recent = threads.map((thread) => {
      const now = { atNs: thread.untilNs, runNs: thread.runNs, runDelayNs: thread.runDelayNs };
      const [older, newer] = this.#marks.get(thread) ?? [bornMark(thread), bornMark(thread)];
      marks.set(thread, now.atNs - newer.atNs >= WINDOW_NS ? [newer, now] : [older, newer]);
      return { ...who(thread), ...sharesBetween(older, now) };
    });
    this.#marks = marks;
    return recent;
  }
}

function bornMark({ sinceNs }: Clocked): Mark {
  return { atNs: sinceNs, runNs: 0, runDelayNs: 0 };
}

function who({ comm, pid, tid, cpu, migrations }: Clocked) {
  return { comm, pid, tid, cpu, migrations };
}

function sharesBetween(before: Mark, now: Mark): Pick<RecentThread, 'running' | 'waiting'> {
  const ns = Math.max(1, now.atNs - before.atNs);
  const running = Math.min(1, (now.runNs - before.runNs) / ns);
  return { running, waiting: Math.min(1 - running, (now.runDelayNs - before.runDelayNs) / ns) };
}
