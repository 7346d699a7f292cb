/** How fast a core is among its siblings: performance, efficiency, or in between where a machine has three kinds. */
export type CoreKind = 'P' | 'M' | 'E';

/** One CPU as the kernel counts them: a hardware thread. Null where the kernel doesn't tell; offline CPUs tell little. */
export interface LogicalCpu {
  readonly cpu: number;
  readonly online: boolean;
  /** Whether our affinity mask has it. */
  readonly allowed: boolean | null;
  /** Kept free of ordinary scheduling (`isolcpus`). */
  readonly isolated: boolean;
  /** The machine-wide number of its core, counted from 0 by lowest CPU. */
  readonly core: number | null;
  /** The machine-wide number of its package (socket), counted from 0 by lowest CPU. */
  readonly package: number | null;
  readonly die: number | null;
  readonly cluster: number | null;
  /** The kernel's number of its NUMA node. */
  readonly node: number | null;
  /** The CPUs of its core that are online, itself among them: SMT siblings (hyper-threads). */
  readonly siblings: readonly number[] | null;
  /** The machine-wide number of its level 3 cache, counted from 0 by lowest CPU. */
  readonly l3: number | null;
  /** Null where all cores are alike, or nothing tells them apart. */
  readonly kind: CoreKind | null;
  /** The highest frequency that cpufreq allows. */
  readonly maxMhz: number | null;
}

/** One cache of the machine. */
export interface Cache {
  readonly level: number;
  readonly type: 'data' | 'instruction' | 'unified';
  readonly sizeBytes: number | null;
  /** The CPUs that share it. */
  readonly cpus: readonly number[];
}

/** Null where it can't be known. */
export interface TopologyCounts {
  /** CPUs that are installed, online or not. */
  readonly logicalCpus: number | null;
  readonly onlineCpus: number | null;
  readonly allowedCpus: number | null;
  /** Cores with a CPU that is online. */
  readonly physicalCores: number | null;
  readonly packages: number | null;
  /** NUMA nodes, those without CPUs too. */
  readonly numaNodes: number | null;
  readonly maxThreadsPerCore: number | null;
  readonly l3Caches: number | null;
  /** Whether there are cores of different kinds. */
  readonly hybrid: boolean | null;
}

/** Nothing is known. */
export const NO_COUNTS: TopologyCounts = {
  logicalCpus: null,
  onlineCpus: null,
  allowedCpus: null,
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
