/** What a sample asks beside the clocks. */
export interface Asked {
  /** Where it is: at every sample, at those before which it has run, or only where that isn't known yet. */
  readonly where: 'always' | 'moved' | 'unknown';
  /** Whether the track keeps it. */
  readonly isKept: boolean;
  /** How old (ns) what status says of a thread that runs may become; null where it isn't asked for. */
  readonly statusNs: number | null;
  /** Whether it is asked what it is blocked in, where it has run since it was asked. */
  readonly waits?: boolean;
}
