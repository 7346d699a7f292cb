import type { Cause } from './cause.ts';
import type { JudgedClaim } from './cpu-claim.ts';
import type { Limit } from './limits.ts';
import type { Kind } from './observation.ts';
import type { DocumentHead } from './report.ts';
import type { Topology } from './topology.ts';

/** What burners on every usable CPU got. Null where the kernel doesn't tell. */
export interface Measured {
  /** Cores kept busy. */
  readonly r: number | null;
  /** Cores wanted and not got. */
  readonly d: number | null;
  /** Work done in a time ÷ the work that one burner does in as much running time: what SMT takes shows here alone. */
  readonly throughputX: number | null;
  /** Periods in which the quota stopped us. */
  readonly throttledPeriods: number | null;
  /** The share of our CPUs' time that the hypervisor took. */
  readonly steal: number | null;
  /** Cores' worth of our CPUs that others used. */
  readonly othersCpus: number | null;
  /** Cores' worth of our CPUs that nobody used. */
  readonly idleCpus: number | null;
  readonly seconds: number | null;
  readonly workers: number;
  readonly kind: Kind | null;
  /** What kept the burners from running. */
  readonly causes: readonly Cause[];
  /** Whether CPUs stood idle while burners waited for one: a limit then applies that can't be seen. */
  readonly hiddenLimit: boolean | null;
}

/** How to tell a tool the number of its workers. */
export interface Recommendation {
  readonly tool: string;
  /** What to type. */
  readonly setting: string;
  readonly workers: number;
}

/** Everything that `concur cores` found out. */
export interface CoresReport extends DocumentHead<'concur/cores@1'>, Topology {
  /** The captured machine that was read, or null for the one we run on. */
  readonly sysroot: string | null;
  readonly limits: readonly Limit[];
  readonly quotaCpus: number | null;
  /** What we may use in the long run, as far as the limits can be read; null where nothing can. */
  readonly effectiveCpus: number | null;
  readonly claims: readonly JudgedClaim[];
  readonly measured: Measured | null;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly recommendedWorkers: number | null;
  readonly recommendations: readonly Recommendation[];
}
