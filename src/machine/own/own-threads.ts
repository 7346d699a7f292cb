import { parseSchedstat } from '../proc/proc-text.ts';
import { threadIds, threadName } from '../proc/threads.ts';
import { Sysroot } from '../sysroot.ts';

/** One kernel thread of this process. Times in ns, as totals since it was born. */
export interface OwnThread {
  readonly tid: number;
  /** Its name in the kernel, 15 characters at most. */
  readonly comm: string;
  readonly runNs: number;
  readonly runDelayNs: number;
}

/**
 * All kernel threads of the process that asks, those that Node, V8 and native code have started too; empty where the
 * kernel doesn't tell. A thread that ends meanwhile is simply not seen.
 */
export function ownThreads(sysroot: Sysroot = new Sysroot()): OwnThread[] {
  return (threadIds(sysroot, 'self') ?? []).flatMap((tid) => {
    const comm = threadName(sysroot, 'self', tid);
    const { runNs, runDelayNs } = parseSchedstat(sysroot.read(`/proc/self/task/${tid}/schedstat`) ?? '');
    if (comm === null || runNs === null || runDelayNs === null) return [];
    return [{ tid, comm, runNs, runDelayNs }];
  });
}

/** What each thread did between two samples; one that wasn't there at the first was born in between. */
export function threadsSince(before: readonly OwnThread[], now: readonly OwnThread[]): OwnThread[] {
  return now.map((thread) => {
    const earlier = before.find(({ tid }) => tid === thread.tid);
    return {
      ...thread,
      runNs: thread.runNs - (earlier?.runNs ?? 0),
      runDelayNs: thread.runDelayNs - (earlier?.runDelayNs ?? 0),
    };
  });
}
