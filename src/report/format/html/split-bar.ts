import { formatShare } from '../../../base/units.ts';
import type { TimeSplit } from '../../style/three-part-bar.ts';
import { splitWords } from '../cells.ts';
import { type Html, html } from './markup.ts';

/** A bar of 100 units’ width. Its height and width on the page are the style sheet’s. */
const WIDTH = 100;

/** Running, waiting, blocked: three parts in three patterns, and in words. */
export function splitBar(split: TimeSplit | null): Html {
  if (split === null) return html`<span class="split">unknown</span>`;
  const { running, waiting } = split;
  return html`<span class="split"><svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">${[
    part('blocked', 0, 1),
    part('running', 0, running),
    part('waiting', running, waiting),
  ]}</svg> <span>${splitWords(split)}</span></span>`;
}

/** A share of 1 as a bar, with its figure. */
export function shareBar(share: number): Html {
  return html`<span class="split"><svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">${[
    part('empty', 0, 1),
    part('running', 0, share),
  ]}</svg> <span>${formatShare(share)}</span></span>`;
}

/** What the parts of the bars, and of the timelines, mean. */
export function splitLegend(): Html {
  const swatch = (name: string) =>
    html`<svg class="swatch" viewBox="0 0 20 10" aria-hidden="true"><rect class="${name}" width="20" height="10"/></svg>`;
  return html`<p class="legend"><span>${swatch('running')} running</span> <span>${swatch('waiting')} queued</span> <span>${swatch('blocked')} blocked</span></p>`;
}

/** The patterns, once for the whole page. */
export function patterns(): Html {
  return html`<svg class="defs" aria-hidden="true" width="0" height="0"><defs>
<pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="3" height="3"/><rect class="hatch-line" width="1.2" height="3"/></pattern>
</defs></svg>`;
}

function part(name: string, from: number, share: number): Html {
  return html`<rect class="${name}" x="${(from * WIDTH).toFixed(2)}" width="${(share * WIDTH).toFixed(2)}" height="10"/>`;
}
