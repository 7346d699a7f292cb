import type { FollowedThread } from './thread/thread.ts';
import type { FollowedTree } from './tree/tree.ts';

/** What is known of who else may have set threads of a process to work. */
export interface Company {
  /** The process that is followed. */
  readonly pid: number;
  /** The thread on which the function runs. */
  readonly callerTid: number | null;
  /** Whether no other thread of the process runs JavaScript: then whatever starts to work does so for the caller. */
  readonly isAlone: boolean;
  /** Threads that were busy before the function began, by TID. */
  readonly busyBefore: ReadonlySet<number>;
  /** How many threads its new workers are; null where another thread of the process has started some of them. */
  readonly ownWorkers: number | null;
}

/**
 * The threads whose work can only be the function's: its own thread, and what that started since. Beside other threads
 * that run JavaScript, one that was there before may do theirs, and so may one that nobody is known to have started.
 */
export function startedByFunction(
  { starters }: Pick<FollowedTree, 'starters'>,
  threads: readonly FollowedThread[],
  company: Company,
): FollowedThread[] {
  const { pid: root, callerTid, isAlone, busyBefore, ownWorkers } = company;
  const born = threads.filter(({ pid, isNew }) => pid === root && isNew).length;
  const ownsNew = isAlone || (ownWorkers !== null && born <= ownWorkers);
  const ownsThread = ({ tid, isNew }: FollowedThread) =>
    tid === callerTid || (isNew ? ownsNew : isAlone && !busyBefore.has(tid));
  const own = new Set(threads.filter((each) => each.pid === root && ownsThread(each)).map(({ tid }) => tid));
  const pidOf = new Map(threads.map(({ tid, pid }) => [tid, pid]));
  const ownsProcess = (pid: number): boolean => {
    const starter = starters.get(pid);
    if (starter === undefined) return false;
    const home = pidOf.get(starter) ?? root;
    return home === root ? own.has(starter) : home !== pid && ownsProcess(home);
  };
  return threads.filter(({ pid, tid }) => (pid === root ? own.has(tid) : ownsProcess(pid)));
}
