import type { Json } from '../json.ts';
import type { Count, CpuId, CpusSeen } from '../quantities.ts';

/** Who a worker is, as the kernel and Node answer from inside it. Null where it could not be read. */
export interface Identity {
  readonly pid: Count | null;
  readonly parentPid: Count | null;
  /** The kernel's thread ID. */
  readonly tid: Count | null;
  /** Node's own number of a worker thread: 0 in a process' main thread. */
  readonly threadId: Count | null;
  /** When the thread started, in clock ticks since boot (field 22 of stat): PID and TID are reused, this isn't. */
  readonly startTicks: Count | null;
  /** The thread's name in the kernel, 15 characters at most. */
  readonly comm: string | null;
}

/** A thread's own clocks and mask, read by itself. Times are its totals since it was born. */
export interface KernelClocks {
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
  readonly voluntarySwitches: number | null;
  readonly involuntarySwitches: number | null;
  /** The affinity mask: the CPUs that it may run on. */
  readonly allowedCpus: readonly number[] | null;
}

/** What a worker reports when its work is done. Times are ns since the run's epoch. */
export interface Sample {
  readonly startNs: number;
  readonly endNs: number;
  readonly unitsDone: number;
  readonly before: KernelClocks;
  readonly after: KernelClocks;
  /** The process' proportional set size; null for a thread, which shares its process' memory. */
  readonly pssBytes: number | null;
  /** CPU time of all threads of its process meanwhile; null for a thread, which shares its process. */
  readonly processCpuNs: number | null;
  readonly digest: string;
  readonly finding: Json;
}

/** Where an observer saw a thread run. */
export interface SampledThread {
  readonly cpusSeen: CpusSeen;
  /** Changes of CPU between one sample and the next: a lower bound of the real number. */
  readonly migrations: number;
  /** When its clocks were last read, in ns since the run's epoch; null before that. */
  readonly atNs: number | null;
  /** The thread's clocks at the last sample: all that is left of a worker that was killed. */
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
}

export type PinState = 'held' | 'refused' | 'unsupported' | 'off';

/** What became of an affinity that was asked for, in a word; `pin.state` in JSON. */
export const PIN_WORDS: Readonly<Record<PinState, string>> = {
  held: 'applied',
  refused: 'rejected',
  unsupported: 'unsupported',
  off: 'off',
};

/** What the kernel answered to the CPU that was asked for. Held: the affinity is applied; refused: it was rejected. */
export interface Pin {
  readonly state: PinState;
  /** The affinity mask that was read back; null where none could be. */
  readonly cpus: readonly CpuId[] | null;
  /** Why it was not pinned. */
  readonly why: string | null;
  /** The program that pinning lacks here, where that is the reason. */
  readonly lacks?: 'taskset';
}

/** Why a worker's end was not the one that was asked for. */
export interface WorkerFault {
  readonly message: string;
  /** For programs: `UNIT_THREW`, … */
  readonly code: string | null;
  /** The signal that ended it: `SIGKILL`, … */
  readonly signal: string | null;
}

/** What a worker's fault is called where it ended, or was ended, by itself; its message says how, and begins with a verb. */
const ENDINGS: readonly (string | null)[] = [
  'EXITED',
  'HUNG',
  'INTERRUPTED',
  'OUT_OF_MEMORY',
  'START_TIMED_OUT',
  'LOAD_TIMED_OUT',
];

/** Whether a fault is an end that we saw from outside, rather than what the worker's own code reported. */
export function isEnding({ code, signal }: WorkerFault): boolean {
  return ENDINGS.includes(code) || (code === null && signal !== null);
}

/** Whether a worker ended because the run was stopped: it hasn't failed. */
export function wasInterrupted(fault: WorkerFault | null): boolean {
  return fault?.code === 'INTERRUPTED';
}

/** What a worker's fault is called where the user's own code is to blame. */
export const OWN_CODE_FAULTS: readonly (string | null)[] = [
  'UNIT_THREW',
  'WORK_THREW',
  'NOT_LOADED',
  'NO_SUCH_FUNCTION',
];

/** What ends a worker from outside of its own code: this program, the kernel, a machine that has no room. */
const FROM_OUTSIDE: readonly (string | null)[] = [
  'INTERRUPTED',
  'OUT_OF_MEMORY',
  'START_TIMED_OUT',
  'EAGAIN',
  'ENOMEM',
  'ERR_WORKER_INIT_FAILED',
];

/** Whether a worker that runs nothing but one person's code was ended by that. A signal may come from anybody. */
export function isOfItsCode({ code, signal }: WorkerFault): boolean {
  return signal === null && !FROM_OUTSIDE.includes(code);
}

/** One of a process' kernel threads. */
export interface KernelThread {
  readonly tid: Count;
  /** The kernel’s name of it, 15 characters at most. */
  readonly comm: string;
}
