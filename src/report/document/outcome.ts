import type { Outcome } from '../../model/scenario.ts';

/** What came of something that was asked or checked. */
export type ShownOutcome = Outcome | 'skipped' | 'pass' | 'fail';

/** How something is meant, whatever shows it: a colour, a frame, a word. */
export type Tone = 'good' | 'bad' | 'open' | 'none' | 'plain';

/** How an outcome is meant: what holds, what fails, what nobody knows. */
export const TONES: { readonly [outcome in ShownOutcome]: Tone } = {
  holds: 'good',
  pass: 'good',
  fails: 'bad',
  fail: 'bad',
  inconclusive: 'open',
  skipped: 'none',
};
