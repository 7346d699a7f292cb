import type { Count } from '../quantities.ts';

/** How many CPUs a program or a setting reports. */
export interface ReportedCpus {
  /** Who reports it: Node, nproc, Go, an environment variable, … */
  readonly source: string;
  /** Null where it says nothing that makes sense. */
  readonly cpus: Count | null;
  /** What it reads, and how it rounds. */
  readonly rule: string;
  /** What that rule gives here, also where another number is reported; null where nobody knows a rule, or what it needs. */
  readonly ruleCpus: Count | null;
  /** Whether it was asked, or its answer follows from its documented rule. */
  readonly basis: 'asked' | 'rule';
  /** Where the rule is written down: the address of its source or of its documentation; null for none, as for a variable. */
  readonly reference: string | null;
}

/** Reported CPUs beside the effective ones. */
export interface JudgedCpus extends ReportedCpus {
  /** How far it is off: its CPUs minus those that may really be used (measured, where a limit applies that can’t be seen). Above 0 is too many; null where either is unknown. */
  readonly wrongBy: number | null;
}
