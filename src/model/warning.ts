/** Something the reader should know. Part of the report, so that every format shows it. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}
