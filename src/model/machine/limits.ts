import type { CpuId, NonNegative } from '../quantities.ts';

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
  /** Whether there is more of our cgroup's path than can be seen: what it sets, and does, is unknown. */
  readonly quotaIsHidden: boolean;
}
