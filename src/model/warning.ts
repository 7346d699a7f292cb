/** Something the reader should know. Part of the report, so that every format shows it. */
export interface Warning {
  /** For programs: `CPU_BUSY`, … */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string | null;
}
