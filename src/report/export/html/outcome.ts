import { UNICODE } from '../../glyphs.ts';
import { type Html, html, type Part } from './markup.ts';

const MARKS = {
  ...UNICODE.marks,
  pass: UNICODE.marks.holds,
  fail: UNICODE.marks.fails,
} as const satisfies Readonly<Record<string, string>>;

export type ShownOutcome = keyof typeof MARKS;

/** An outcome’s colours, by name: what holds, what fails, what nobody knows. */
const TONES: { readonly [outcome in ShownOutcome]: string } = {
  holds: 'good',
  pass: 'good',
  fails: 'bad',
  fail: 'bad',
  inconclusive: 'open',
  skipped: 'none',
};

/** `✔ holds`: a mark and a word, never a colour alone. */
export function outcomeBadge(outcome: ShownOutcome): Html {
  return html`<span class="badge ${TONES[outcome]}"><span aria-hidden="true">${MARKS[outcome]}</span> ${outcome}</span>`;
}

/** What it all comes to, in a box. */
export function verdict(outcome: ShownOutcome, because: Part): Html {
  return html`<p class="verdict ${TONES[outcome]}"><strong><span aria-hidden="true">${MARKS[outcome]}</span> ${outcome.toUpperCase()}</strong> ${because}</p>`;
}

/** An answer that neither holds nor fails. */
export function answer(lead: string, because: Part): Html {
  return html`<p class="verdict plain"><strong>${lead}</strong> ${because}</p>`;
}
