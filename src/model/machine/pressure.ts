import type { Count, CpuId, NonNegative } from '../quantities.ts';

/** How long tasks wanted a CPU and had none (PSI, Documentation/accounting/psi.rst). */
export interface CpuPressure {
  readonly path: string;
  /** Shares of the time in which some task waited, 0 to 1: averages over 10, 60 and 300 s. */
  readonly avg10: NonNegative;
  readonly avg60: NonNegative;
  readonly avg300: NonNegative;
  /** Since the start, in ns. */
  readonly totalNs: NonNegative | null;
}

/** How often a group’s quota has stopped it since the group was made. */
export interface Throttling {
  readonly path: string;
  readonly periods: Count | null;
  readonly throttledPeriods: Count;
  /** Added up over CPUs. */
  readonly throttledNs: NonNegative | null;
}

/** A value as one file has it. */
export interface FileFact<Value> {
  readonly value: Value;
  readonly path: string;
}

/** What presses on a process’ CPUs, and what kernel settings keep of them. Each is null where its file isn’t there. */
export interface Pressure {
  readonly group: CpuPressure | null;
  readonly system: CpuPressure | null;
  /** Of each group with a quota, from its own upwards. */
  readonly throttling: readonly Throttling[];
  /** CPU time that may be saved up and spent above the quota, in ns (`cpu.max.burst`, `cpu.cfs_burst_us`). */
  readonly burstNs: FileFact<NonNegative> | null;
  /** `member`, `root`, `isolated` (`cpuset.cpus.partition`), or `exclusive` (`cpuset.cpu_exclusive`). */
  readonly partition: FileFact<string> | null;
  /** CPUs that the cpuset keeps for itself. */
  readonly exclusive: FileFact<readonly CpuId[]> | null;
  readonly isolated: FileFact<readonly CpuId[]> | null;
  readonly nohzFull: FileFact<readonly CpuId[]> | null;
  /** `on`, `off`, `forceoff`, `notsupported`, `notimplemented` (`smt/control`). */
  readonly smt: FileFact<string> | null;
}
