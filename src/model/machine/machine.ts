import type { AtLeastOne, Count, CpuId, NonNegative, Positive } from '../quantities.ts';

/** What this computer has and what we may use of it. Null where it could not be read. */
export interface Machine {
  /** Its name in the network; null for a captured machine. */
  readonly hostname: string | null;
  /** As Node names it: `linux`, `darwin`, … */
  readonly platform: string;
  /** As Node names it: `x64`, `arm64`, … */
  readonly arch: string | null;
  /** The kernel’s release. */
  readonly kernel: string | null;
  readonly cpuModel: string | null;
  /** Whether its CPUs are those of a virtual machine, which the host runs on whichever of its own it likes. */
  readonly isVirtual: boolean | null;
  /** Node's version, with its `v`; null for a captured machine. */
  readonly node: string | null;
  /** CPUs that are installed, online or not. */
  readonly logicalCpus: Count | null;
  /** CPUs that are online, ours or not. */
  readonly onlineCpus: Count | null;
  /** The CPUs that we may run on: our affinity mask without the CPUs that are offline. Ascending; empty where a captured machine doesn’t tell. */
  readonly allowedCpus: readonly CpuId[];
  /** Cores (not SMT siblings) among the CPUs that are online. */
  readonly physicalCores: Count | null;
  /** The tightest CPU quota on the path of our cgroup, in CPUs, or null where none is set or seen. */
  readonly quotaCpus: NonNegative | null;
  /** The cgroup that sets that quota. */
  readonly quotaGroup: string | null;
  /** Whether there is more of our cgroup's path than can be seen: what it sets, and does, is unknown. */
  readonly quotaIsHidden: boolean;
  /** What may be used in the long run, in CPUs: the allowed CPUs or the quota, whichever is less. */
  readonly effectiveCpus: Positive;
  /** How many of the allowed CPUs threads get that aren't pinned: over isolated CPUs the kernel spreads none. Null where that is unknown. */
  readonly unpinnedCpus: AtLeastOne | null;
  /** Groups of allowed CPUs that share a core (SMT siblings), one group per core. */
  readonly siblingGroups: readonly (readonly CpuId[])[];
  readonly tools: Tools;
  /** Whether the kernel keeps schedstat for each thread: without it `r` and `d` are unknown. */
  readonly hasSchedstat: boolean;
  /** The user's Python; null where nobody has looked for it. */
  readonly python: Python | null;
  /** What hosts of ours can meet at; missing where nobody has looked for it. */
  readonly brokerServer?: BrokerServer;
}

/** Absolute paths of the helpers found in PATH, null where one is missing. */
export interface Tools {
  readonly taskset: string | null;
  readonly setpriv: string | null;
  readonly sh: string | null;
}

/** One thing that limits the CPUs that we may use. */
export interface Limit {
  /** What limits: an affinity mask, a cpuset, a cgroup’s quota, … */
  readonly source: string;
  /** In CPUs: whole ones for a mask, decimals for a quota. Null where it is there and can't be known. */
  readonly cpus: NonNegative | null;
  /** The file that says so, or null where none can be read. */
  readonly path: string | null;
  /** What it says, in words. */
  readonly detail: string;
}

/** All that limits us. */
export interface Limits {
  readonly list: readonly Limit[];
  /** The CPUs that we may run on, ascending; null where neither a mask nor a cpuset can be read. */
  readonly allowedCpus: readonly CpuId[] | null;
  /** The tightest quota of our cgroup's path, in CPUs, or null where none is set or can be read. */
  readonly quotaCpus: NonNegative | null;
  /** The cgroup that sets that quota. */
  readonly quotaGroup: string | null;
  /** Each part of the path that can't be seen; empty where all can. */
  readonly hidden: readonly HiddenGroups[];
}

/** Groups on our cgroup's path that can't be seen. */
export interface HiddenGroups {
  /** Whether our own group is among them; else only those above it. */
  readonly withOwn: boolean;
  /** How that is known: the file, and what it says. */
  readonly evidence: string;
}

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

/** A Redis or Valkey that can be started here, and whatever is needed with it. */
export interface FoundBrokerServer {
  readonly state: 'found';
  /** Absolute path of redis-server or valkey-server. */
  readonly path: string;
  /** Absolute path of unshare, which gives a process PIDs of its own; null where there is none. */
  readonly unshare: string | null;
}

/** There is none, or something is missing with it. */
export interface MissingBrokerServer {
  readonly state: 'missing';
  /** What is missing, in words. */
  readonly why: string;
}

export type BrokerServer = FoundBrokerServer | MissingBrokerServer;
