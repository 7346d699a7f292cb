import type { Warning } from '../../../model/warning.ts';
import { type Html, html } from './markup.ts';

/** What the reader should know, each with what can be done about it. */
export function warningList(warnings: readonly Warning[]): Html | null {
  if (warnings.length === 0) return null;
  const items = warnings.map(
    ({ code, message, hint }) =>
      html`<li data-code="${code}"><strong>Warning:</strong> ${message}.${hint !== null && html` <span class="hint">${hint}</span>`}</li>`,
  );
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>
<ul class="warnings">${items}</ul></section>`;
}
