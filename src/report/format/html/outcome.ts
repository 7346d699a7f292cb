import { type ShownOutcome, TONES } from '../../document/outcome.ts';
import type { Verdict } from '../../document/section.ts';
import { UNICODE } from '../../style/glyphs.ts';
import { type Html, html } from './markup.ts';

/** `✔ holds`: a mark and a word, never a colour alone. */
export function outcomeBadge(outcome: ShownOutcome): Html {
  return html`<span class="badge ${TONES[outcome]}"><span aria-hidden="true">${UNICODE.marks[outcome]}</span> ${outcome}</span>`;
}

/** What it all comes to, in a box. */
export function verdictPart({ outcome, lead, because, tone }: Verdict): Html {
  const mark = outcome !== null && html`<span aria-hidden="true">${UNICODE.marks[outcome]}</span> `;
  return html`<p class="verdict ${tone}"><strong>${mark}${lead}${outcome === null && html`<span class="colon">:</span>`}</strong> ${because}</p>`;
}
