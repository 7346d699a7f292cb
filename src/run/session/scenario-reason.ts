import type { ScenarioResult } from '../../model/documents/report.ts';
import type { Claim } from '../../model/scenario.ts';
import type { WorkerRecord } from '../../model/trial/observation.ts';

/** Why an experiment ends as it does: a line each. */
export type ScenarioReason =
  /** Its turn never came: the run was ended before. */
  | { readonly kind: 'not-reached' }
  /** Nothing was to be run: `--dry-run`. */
  | { readonly kind: 'dry-run' }
  /** It was ended in its middle. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'too-few-cpus'; readonly needed: number; readonly usable: number }
  /** It is about Python, and there is none. */
  | { readonly kind: 'no-python'; readonly why: string }
  /** It starts a broker and hosts of its own, and something for that is missing. */
  | { readonly kind: 'no-broker'; readonly why: string }
  /** So many claims hold, and so many were skipped. */
  | { readonly kind: 'all-hold'; readonly held: number; readonly skipped: number }
  /** A claim that decided the outcome. */
  | { readonly kind: 'claim'; readonly claim: Claim }
  /** A worker that ended without the experiment wanting it. */
  | { readonly kind: 'worker-ended'; readonly worker: WorkerRecord }
  /** The machine was busy with other things, so that what looks false isn't held against the hypothesis. */
  | { readonly kind: 'busy' }
  /** Workers that had a CPU each were kept from it, by whom isn't known. */
  | { readonly kind: 'kept-waiting' }
  /** The run was stopped for a while. */
  | { readonly kind: 'stopped' };

/** What was found in an experiment, before its reasons are put in words. */
export interface ScenarioFindings extends Omit<ScenarioResult, 'because'> {
  readonly reasons: readonly ScenarioReason[];
}
