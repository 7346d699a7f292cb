import type { ShownOutcome, Tone } from './section.ts';

/** How an outcome is meant: what holds, what fails, what nobody knows. */
export const TONES: { readonly [outcome in ShownOutcome]: Tone } = {
  holds: 'good',
  pass: 'good',
  fails: 'bad',
  fail: 'bad',
  inconclusive: 'open',
  skipped: 'none',
};
