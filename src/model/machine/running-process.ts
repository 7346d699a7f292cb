import type { Count } from '../quantities.ts';

/** A namespace of a process (namespaces(7)). */
export interface Namespace {
  /** `cgroup`, `pid`, `mnt`, … */
  readonly type: string;
  /** The kernel’s number of it. */
  readonly id: string;
  /** Whether concur is in the same one; null where ours can’t be read. */
  readonly isOurs: boolean | null;
}

/** What a program was told of its CPUs, in its environment or in its arguments. */
export interface Told {
  /** `-XX:ActiveProcessorCount`, `GOMAXPROCS`, … */
  readonly setting: string;
  readonly value: string;
  /** The file that says so. */
  readonly path: string;
}

/** Another process that was read from outside. Null where it may not be read. */
export interface RunningProcess {
  readonly pid: Count;
  /** Its name in the kernel, 15 characters at most. */
  readonly name: string;
  readonly command: readonly string[] | null;
  readonly threads: Count | null;
  readonly namespaces: readonly Namespace[];
  /** `default`, `bind:0-1`, `interleave:0-3`, …: of most of its memory (numa_maps); null where it can’t be read. */
  readonly numaPolicy: string | null;
  /** The NUMA nodes that it may take memory from, as a list: `0-1`. */
  readonly allowedNodes: string | null;
  /** Null where neither its environment nor its arguments may be read. */
  readonly told: readonly Told[] | null;
  /** What couldn’t be read, and why. */
  readonly unread: readonly string[];
}
