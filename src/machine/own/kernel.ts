import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import type { Identity, KernelClocks } from '../../model/trial/evidence.ts';
import { nameIn, numberAfter, parseSchedstat, parseStatus, statField } from '../proc/proc-text.ts';

/**
 * Who this thread is. Must be called in the thread itself.
 * @param threadId Node's number of it: 0 in a process' main thread
 */
export function readIdentity(threadId = 0): Identity {
  const { pid, tid } = kernelIds();
  const stat = read('/proc/thread-self/stat');
  const comm = read('/proc/thread-self/comm');
  return {
    pid,
    parentPid: process.ppid,
    tid,
    threadId,
    startTicks: stat === null ? null : statField(stat, 22),
    comm: comm === null ? null : nameIn(comm),
  };
}

/** This thread's own clocks and mask. */
export function readKernelClocks(): KernelClocks {
  const status = read('/proc/thread-self/status');
  return {
    ...ownClocks(),
    ...(status === null
      ? { voluntarySwitches: null, involuntarySwitches: null, allowedCpus: null }
      : parseStatus(status)),
  };
}

/** This process' proportional share of the memory that it maps, or null. */
export function readPssBytes(): number | null {
  const kilobytes = numberAfter(read('/proc/self/smaps_rollup') ?? '', '\nPss:');
  return kilobytes === null ? null : kilobytes * 1024;
}

/**
 * CPU time of the process that a worker is in, since its birth, in ns; null where it can't be read. One of its own
 * counts whole, with V8's and libuv's threads; of the process that has started us our main thread isn't counted,
 * since what that does is not the workers' work.
 */
export function readWorkersCpuNs(hasOwnProcess: boolean): number | null {
  const { user, system } = process.cpuUsage();
  const allNs = (user + system) * 1e3;
  if (hasOwnProcess) return allNs;
  const main = read(`/proc/self/task/${process.pid}/schedstat`);
  const mainNs = main === null ? null : parseSchedstat(main).runNs;
  return mainNs === null ? null : allNs - mainNs;
}

/** Gives this thread a name in the kernel, as `ps -L` and `top -H` show it: the first 15 characters count. */
export function nameThread(name: string): void {
  try {
    writeFileSync('/proc/thread-self/comm', name.slice(0, 15));
  } catch {
    // No /proc here, or it is read-only: the name then stays Node's, and the evidence says which it is.
  }
}

/** Only the synchronous readlink answers for the calling thread: the asynchronous one runs in libuv's pool. */
export function kernelIds(): { pid: number; tid: number | null } {
  try {
    const [pid, , tid] = readlinkSync('/proc/thread-self').split('/');
    // Another PID means that this /proc belongs to another PID namespace: its numbers would name strangers here.
    return { pid: process.pid, tid: Number(pid) === process.pid ? Number(tid) : null };
  } catch {
    return { pid: process.pid, tid: null };
  }
}

/** As UTF-8: only that does Node read in one call, for half the time. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** What the calling thread has run, and waited for a core, since it was born, in ns; null where the kernel doesn't tell. */
export function ownClocks(): { readonly runNs: number | null; readonly runDelayNs: number | null } {
  try {
    return parseSchedstat(readFileSync('/proc/thread-self/schedstat', 'utf8'));
  } catch {
    return { runNs: null, runDelayNs: null };
  }
}

/** The CPU that the calling thread runs on, or ran on last. */
export function ownCpu(): number | null {
  const stat = read('/proc/thread-self/stat');
  return stat === null ? null : statField(stat, 39);
}
