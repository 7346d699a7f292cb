import type { Positive } from '../quantities.ts';

/** A Python that runs, as it answered. */
export interface FoundPython {
  readonly state: 'found';
  /** Absolute path of the interpreter. */
  readonly path: string;
  /** `3.13.1` */
  readonly version: string;
  /** `cpython`, `pypy`, … */
  readonly implementation: string;
  /** Whether it can run without a global interpreter lock (Py_GIL_DISABLED). */
  readonly isFreeThreaded: boolean;
  /** Whether threads run its bytecode one at a time now. */
  readonly hasGil: boolean;
  /** sys.getswitchinterval(), in ns: how long a thread may keep the lock while another wants it. */
  readonly switchIntervalNs: Positive;
  /** NumPy's version, or null where it isn't installed. */
  readonly numpy: string | null;
  /** Why the lock is as it is, where that isn't plain: a free-threaded build with its lock on. */
  readonly why: string | null;
}

/** There is none, or it doesn't run. */
export interface MissingPython {
  readonly state: 'missing';
  /** What was tried, and why it doesn’t run. */
  readonly why: string;
}

export type Python = FoundPython | MissingPython;
