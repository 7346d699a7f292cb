import type { WatchedThreadRecord } from '../../../model/documents/watch.ts';
import { summedWaits } from '../../../stats/sum-waits.ts';

/** Fewer threads that are alike stay single. Of those that did the work, more of them are worth a row each. */
const FEWEST_ALIKE = 3;
const FEWEST_BUSY_ALIKE = 5;

/** Threads that stand in one row, with their times together: those that are alike, or one alone. */
export interface ThreadGroup
  extends Pick<
    WatchedThreadRecord,
    | 'comm'
    | 'runNs'
    | 'runDelayNs'
    | 'blockedNs'
    | 'waits'
    | 'cpusSeen'
    | 'migrations'
    | 'voluntarySwitches'
    | 'involuntarySwitches'
  > {
  readonly threads: readonly WatchedThreadRecord[];
}

/** Each thread by itself. */
export function singleThreads(threads: readonly WatchedThreadRecord[]): ThreadGroup[] {
  return threads.map((thread) => ({ ...thread, threads: [thread] }));
}

/** Threads of one name that did the work, or didn’t, together where they are many; those that ran most first. */
export function threadGroups(threads: readonly WatchedThreadRecord[]): ThreadGroup[] {
  const alike = new Map<string, WatchedThreadRecord[]>();
  for (const thread of threads) {
    const key = `${thread.isBusy} ${thread.comm}`;
    const others = alike.get(key) ?? [];
    alike.set(key, others);
    others.push(thread);
  }
  return [...alike.values()]
    .flatMap((members) => (isGroup(members) ? [groupOf(members)] : singleThreads(members)))
    .sort((a, b) => b.runNs - a.runNs);
}

function isGroup(members: readonly WatchedThreadRecord[]): boolean {
  return members.length >= (members[0]?.isBusy === true ? FEWEST_BUSY_ALIKE : FEWEST_ALIKE);
}

function groupOf(threads: readonly WatchedThreadRecord[]): ThreadGroup {
  const sum = (value: (thread: WatchedThreadRecord) => number) =>
    threads.reduce((whole, thread) => whole + value(thread), 0);
  return {
    comm: threads[0]?.comm ?? '',
    threads,
    runNs: sum(({ runNs }) => runNs),
    runDelayNs: sum(({ runDelayNs }) => runDelayNs),
    blockedNs: sum(({ blockedNs }) => blockedNs),
    waits: summedWaits(threads.map((thread) => thread.waits)),
    cpusSeen: cpusOf(threads),
    migrations: sum(({ migrations }) => migrations),
    voluntarySwitches: switchesOf(threads, 'voluntarySwitches'),
    involuntarySwitches: switchesOf(threads, 'involuntarySwitches'),
  };
}

function cpusOf(threads: readonly WatchedThreadRecord[]): Record<string, number> {
  const seen: Record<string, number> = {};
  for (const { cpusSeen } of threads)
    for (const [cpu, samples] of Object.entries(cpusSeen)) seen[cpu] = (seen[cpu] ?? 0) + samples;
  return seen;
}

/** Null where one of them isn’t known. */
function switchesOf(
  threads: readonly WatchedThreadRecord[],
  which: 'voluntarySwitches' | 'involuntarySwitches',
): number | null {
  return threads.reduce<number | null>((sum, thread) => {
    const switches = thread[which];
    return sum === null || switches === null ? null : sum + switches;
  }, 0);
}
