import type { Python } from './python.ts';

/** What this computer has and what we may use of it. Null where it could not be read. */
export interface Machine {
  readonly platform: string;
  readonly arch: string | null;
  readonly kernel: string | null;
  readonly cpuModel: string | null;
  /** Whether its CPUs are those of a virtual machine, which the host runs on whichever of its own it likes. */
  readonly isVirtual: boolean | null;
  /** Node's version, with its `v`; null for a captured machine. */
  readonly node: string | null;
  /** CPUs that are installed, online or not. */
  readonly logicalCpus: number | null;
  readonly onlineCpus: number | null;
  /** The CPUs that we may run on: our affinity mask without the CPUs that are offline. Ascending. */
  readonly allowedCpus: readonly number[];
  /** Cores (not SMT siblings) among the CPUs that are online. */
  readonly physicalCores: number | null;
  /** The tightest CPU quota on the path of our cgroup, in CPUs, or null where none is set or seen. */
  readonly quotaCpus: number | null;
  /** The cgroup that sets that quota. */
  readonly quotaGroup: string | null;
  /** Whether there is more of our cgroup's path than can be seen: what it sets, and does, is unknown. */
  readonly quotaIsHidden: boolean;
  /** What we may use in the long run: the allowed CPUs or the quota, whichever is less. */
  readonly effectiveCpus: number;
  /** Groups of allowed CPUs that share a core (SMT siblings), one group per core. */
  readonly siblingGroups: readonly (readonly number[])[];
  readonly tools: Tools;
  /** Whether the kernel keeps schedstat for each thread: without it R and D are unknown. */
  readonly hasSchedstat: boolean;
  /** The user's Python; null where nobody has looked for it. */
  readonly python: Python | null;
}

/** Absolute paths of the helpers found in PATH, null where one is missing. */
export interface Tools {
  readonly taskset: string | null;
  readonly setpriv: string | null;
  readonly sh: string | null;
}
