import type { Cause } from '../cause.ts';
import type { CheckOutcome } from '../check/finding.ts';
import type { AtLeastOne, NonNegative } from '../quantities.ts';
import type { DocumentHead } from './report.ts';

/** One check, as it came out. */
export interface CheckResult {
  readonly outcome: CheckOutcome;
  readonly expected: string;
  readonly observed: string;
  /** The reason, in words. */
  readonly because: string;
  /** What of its reason is a cause: what held the trial's workers back. */
  readonly causes: readonly Cause[];
  readonly id: string;
  readonly title: string;
  /** How long its own trials took, in seconds; null where it has none of its own. Of checks with the same trial the first has it. */
  readonly seconds: NonNegative | null;
  /** The check whose seconds are those of this one’s trials as well; null where it has its own, or none. */
  readonly timedWith: string | null;
  /** Where checks are only listed: that it runs with `--all`, or by its name, alone. */
  readonly isExtra?: true;
}

/** What `concur check` found out. */
export interface CheckReport extends DocumentHead<'concur/check@1'> {
  /** The limits that the outcomes rest on, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly outcome: CheckOutcome;
  readonly checks: readonly CheckResult[];
  /** How many workers to start on this machine. */
  readonly recommendedWorkers: AtLeastOne | null;
  /** CPUs utilised by threads that only compute, one for each usable CPU; null where it wasn’t measured. */
  readonly parallelism: NonNegative | null;
}
