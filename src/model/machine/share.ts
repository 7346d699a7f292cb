import type { Count, Fraction, NonNegative, Positive } from '../quantities.ts';

/** A group on the process’ path, and what it gets of the group above where all others want CPU time too. */
export interface ShareLevel {
  readonly version: 1 | 2;
  /** The file that says so. */
  readonly path: string;
  /** `cpu.weight` (100 unless set) or `cpu.shares` (1,024 unless set); of an idle group (`cpu.idle`) what the kernel gives it, 0.29 or 3. */
  readonly weight: Positive;
  /** Groups beside it that compete with it: in version 2 those with processes, in version 1 all. Null where they can’t be seen. */
  readonly siblings: Count | null;
  /** Its weight ÷ the weights of all groups that compete there, its own among them; null where they can’t be seen. */
  readonly fraction: Fraction | null;
}

/** How a Kubernetes request becomes a weight: by version 1, or by one of three published conversions to version 2. */
export type RequestMapping = 'shares' | 'linear' | 'quadratic' | 'proportional';

/** What a weight says as a Kubernetes request. */
export interface CpuRequest {
  /** The roundest number of millicores that gives this weight, in CPUs; 0 where none was asked (BestEffort). */
  readonly cpus: NonNegative;
  /** The least and the most that give the same weight. */
  readonly leastCpus: NonNegative;
  readonly mostCpus: NonNegative;
  readonly mapping: RequestMapping;
}

/** What the weights on a process’ path leave it where everybody wants the CPUs. */
export interface Share {
  readonly version: 1 | 2;
  /** Its own group’s weight, and the file that says so. Version 2 may share out no CPUs there: then that of the next group above. */
  readonly weight: Positive;
  readonly path: string;
  /** In CPUs: as much is that group’s on a machine that is full; null where it can’t be known. Never more than the effective CPUs. */
  readonly guaranteedCpus: NonNegative | null;
  /** What that follows from: the weights of all groups on the path and beside it, or the request. Null where it is unknown. */
  readonly basis: 'siblings' | 'request' | null;
  /** From that group upwards. */
  readonly levels: readonly ShareLevel[];
  /** Where the group is Kubernetes’: the request, one for each mapping that may have been used. */
  readonly requests: readonly CpuRequest[];
}
