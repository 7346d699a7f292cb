import type { AtLeastOne, Count, CpuId, NonNegative } from '../quantities.ts';

/**
 * How fast a core is among its siblings: performance, efficiency, or in between where a machine has three kinds; on Intel's
 * the slowest of three is low-power efficiency.
 */
export type CoreKind = 'P' | 'M' | 'E' | 'LP-E';

/** One CPU as the kernel counts them: a hardware thread. Null where the kernel doesn't tell; offline CPUs tell little. */
export interface LogicalCpu {
  /** The kernel’s number of it. */
  readonly cpu: CpuId;
  readonly online: boolean;
  /** Whether the affinity mask has it: concur may run on it. */
  readonly allowed: boolean | null;
  /** Kept free of ordinary scheduling (`isolcpus`). */
  readonly isolated: boolean;
  /** The machine-wide number of its core, counted from 0 by lowest CPU. */
  readonly core: Count | null;
  /** The machine-wide number of its package (socket), counted from 0 by lowest CPU. */
  readonly package: Count | null;
  /** The kernel’s number of its die. */
  readonly die: Count | null;
  /** The kernel’s number of its cluster: cores that share a cache, or more. */
  readonly cluster: Count | null;
  /** The kernel's number of its NUMA node. */
  readonly node: Count | null;
  /** The CPUs of its core that are online, itself among them: SMT siblings (hyper-threads). */
  readonly siblings: readonly CpuId[] | null;
  /** The machine-wide number of its level 3 cache, counted from 0 by lowest CPU. */
  readonly l3: Count | null;
  /** Null where all cores are alike, or nothing tells them apart. */
  readonly kind: CoreKind | null;
  /** The highest frequency that cpufreq allows, in MHz. */
  readonly maxMhz: NonNegative | null;
}

/** One cache of the machine. */
export interface Cache {
  readonly level: AtLeastOne;
  readonly type: 'data' | 'instruction' | 'unified';
  readonly sizeBytes: Count | null;
  /** The CPUs that share it. */
  readonly cpus: readonly CpuId[];
}

/** Null where it can't be known. */
export interface TopologyCounts {
  /** CPUs that are installed, online or not. */
  readonly logicalCpus: Count | null;
  readonly onlineCpus: Count | null;
  /** CPUs that are online and in the affinity mask. */
  readonly allowedCpus: Count | null;
  /** Allowed CPUs that are isolated (`isolcpus`). */
  readonly isolatedCpus: Count | null;
  /** Cores with a CPU that is online. */
  readonly physicalCores: Count | null;
  /** Sockets. */
  readonly packages: Count | null;
  /** NUMA nodes, those without CPUs too. */
  readonly numaNodes: Count | null;
  /** The most hardware threads that a core has: 2 with SMT. */
  readonly maxThreadsPerCore: Count | null;
  readonly l3Caches: Count | null;
  /** Whether there are cores of different kinds. */
  readonly hybrid: boolean | null;
}

/** Nothing is known. */
export const NO_COUNTS: TopologyCounts = {
  logicalCpus: null,
  onlineCpus: null,
  allowedCpus: null,
  isolatedCpus: null,
  physicalCores: null,
  packages: null,
  numaNodes: null,
  maxThreadsPerCore: null,
  l3Caches: null,
  hybrid: null,
};

export interface Topology {
  /** Ascending. */
  readonly cpus: readonly LogicalCpu[];
  readonly caches: readonly Cache[];
  readonly counts: TopologyCounts;
}
