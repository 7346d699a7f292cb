import type { Count } from '../quantities.ts';

/** One group’s limit on memory. */
export interface MemoryLimit {
  /** `memory.max`, `memory.high` (above it tasks are slowed down), `memory.limit_in_bytes`. */
  readonly source: string;
  /** Null where it is there and can’t be understood. */
  readonly bytes: Count | null;
  /** What the group uses without the file cache that can be dropped at once; null where unknown. */
  readonly usedBytes: Count | null;
  /** The file that sets it. */
  readonly path: string;
}

/** The memory that a process may use. Null where it can’t be read. */
export interface Memory {
  /** The tightest limit of its cgroup’s path; null where none is set or seen. */
  readonly limitBytes: Count | null;
  /** The file that sets it. */
  readonly path: string | null;
  /** What may still be taken: what is free of every limit, and of the machine (MemAvailable), whichever is least. */
  readonly availableBytes: Count | null;
  /** The file that says so: a limit’s, or /proc/meminfo. */
  readonly availablePath: string | null;
  /** The machine’s, from /proc/meminfo: MemTotal, MemAvailable, SwapTotal, SwapFree. */
  readonly totalBytes: Count | null;
  readonly machineAvailableBytes: Count | null;
  readonly swapTotalBytes: Count | null;
  readonly swapFreeBytes: Count | null;
  /** The least that its groups leave of the swap; null where none sets it. */
  readonly swapLimitBytes: Count | null;
  /** Every limit on its path, from its own group upwards. */
  readonly limits: readonly MemoryLimit[];
  /** How it is known that groups are hidden, whose limits may leave less; empty where all are seen. */
  readonly hidden: readonly string[];
}
