import { parseSchedstat, parseStatus, statField } from './proc-text.ts';
import type { Sysroot } from './sysroot.ts';

/** One thread's clocks at one moment, as totals since it was born. */
export interface ThreadClocks {
  readonly pid: number;
  readonly tid: number;
  /** In clock ticks since boot: numbers of threads are reused, this isn't. */
  readonly startTicks: number | null;
  readonly runNs: number;
  readonly runDelayNs: number;
  readonly voluntarySwitches: number;
}

/** Every thread of a process and of all its descendants. A thread that ends meanwhile is simply not seen. */
export function readProcessTree(sysroot: Sysroot, root: number): ThreadClocks[] {
  return [root, ...descendants(sysroot, root)].flatMap((pid) =>
    threadsOf(sysroot, pid).flatMap((tid) => clocksOf(sysroot, pid, tid) ?? []),
  );
}

/** The children of a process, their children, and so on. */
export function descendants(sysroot: Sysroot, root: number): number[] {
  const found: number[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    for (const child of childrenOf(sysroot, pid)) {
      found.push(child);
      open.push(child);
    }
  }
  return found;
}

/** Those that a process' threads have started (proc_pid_task(5), children). */
function childrenOf(sysroot: Sysroot, pid: number): number[] {
  return threadsOf(sysroot, pid).flatMap((tid) => {
    const text = sysroot.read(`/proc/${pid}/task/${tid}/children`)?.trim() ?? '';
    return text === '' ? [] : text.split(' ').map(Number);
  });
}

function threadsOf(sysroot: Sysroot, pid: number): number[] {
  return (sysroot.list(`/proc/${pid}/task`) ?? []).map(Number);
}

function clocksOf(sysroot: Sysroot, pid: number, tid: number): ThreadClocks | null {
  const folder = `/proc/${pid}/task/${tid}`;
  const { runNs, runDelayNs } = parseSchedstat(sysroot.read(`${folder}/schedstat`) ?? '');
  if (runNs === null || runDelayNs === null) return null;
  const { voluntarySwitches } = parseStatus(sysroot.read(`${folder}/status`) ?? '');
  const stat = sysroot.read(`${folder}/stat`);
  const startTicks = stat === null ? null : statField(stat, 22);
  return { pid, tid, startTicks, runNs, runDelayNs, voluntarySwitches: voluntarySwitches ?? 0 };
}
