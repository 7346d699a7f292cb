/** How many CPUs something believes there are. */
export interface CpuClaim {
  readonly source: string;
  /** Null where it says nothing that makes sense. */
  readonly cpus: number | null;
  /** What it looks at, and how it rounds. */
  readonly rule: string;
  /** Whether it was asked, or its answer follows from its documented rule. */
  readonly basis: 'asked' | 'rule';
}

/** A claim beside the truth. */
export interface JudgedClaim extends CpuClaim {
  /** Its CPUs minus what we may really use, in CPUs: above 0 is too many. Null where either is unknown. */
  readonly wrongBy: number | null;
}
