import { formatNs, formatShare } from '../../../base/units.ts';
import { WAIT_KINDS, type WaitKind } from '../../../model/waits.ts';
import { type BlockedShare, longestOf, type TimeSplit } from '../../style/time-split.ts';
import { WAIT_MARKS } from '../../style/wait-marks.ts';
import { WAIT_NAMES } from '../../words/wait-names.ts';
import { splitWords } from '../cells.ts';
import { type Html, html, type Part } from './markup.ts';

/** A bar of 100 units’ width. Its height and width on the page are the style sheet’s. */
const WIDTH = 100;

/** A part of the bar that is wider has room for its letter. */
const LETTER_SHARE = 0.07;

/** Running, waiting, blocked: three parts in three patterns, and in words. @param longestNs what a bar of full width stands for */
export function splitBar(split: TimeSplit | null, longestNs: number): Html {
  if (split === null) return html`<span class="split">unknown</span>`;
  const scale = split.wholeNs / longestNs;
  const [running, waiting] = [split.running * scale, split.waiting * scale];
  const waits = (split.waits ?? []).map(({ kind, share }) => ({ kind, share: share * scale }));
  return html`<span class="split"><svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">${[
    part('blocked', 0, scale),
    part('running', 0, running),
    part('waiting', running, waiting),
    waitParts(waits, running + waiting),
  ]}</svg> <span>${splitWords(split)}</span></span>`;
}

/** What the blocked part was spent on, from left to right; what isn’t known stays as its ground is. */
function waitParts(waits: readonly BlockedShare[], from: number): Part {
  let at = from;
  return waits.map(({ kind, share }) => {
    const start = at;
    at += share;
    return kind === null ? null : waitPart(kind, start, share);
  });
}

function waitPart(kind: WaitKind, from: number, share: number): Part {
  const middle = ((from + share / 2) * WIDTH).toFixed(2);
  return html`<rect class="wait-${kind}" x="${(from * WIDTH).toFixed(2)}" width="${(share * WIDTH).toFixed(2)}" height="10"/>${
    share >= LETTER_SHARE &&
    html`<text class="wait-letter" x="${middle}" y="7.6">${WAIT_MARKS[kind].letter}</text>`
  }`;
}

/** A share of 1 as a bar, with its figure. */
export function shareBar(share: number): Html {
  return html`<span class="split"><svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">${[
    part('empty', 0, 1),
    part('running', 0, share),
  ]}</svg> <span>${formatShare(share)}</span></span>`;
}

/** What the bars and their parts mean: of the waits, those that are in one of these. */
export function splitLegend(splits: readonly TimeSplit[]): Html {
  const swatch = (name: string) =>
    html`<svg class="swatch" viewBox="0 0 20 10" aria-hidden="true"><rect class="${name}" width="20" height="10"/></svg>`;
  const drawn = splits.flatMap(({ waits = [] }) => waits.map(({ kind }) => kind));
  const waits = WAIT_KINDS.filter((kind) => drawn.includes(kind));
  const marks = waits.map(
    (kind) => html` <span>${swatch(`wait-${kind}`)} ${WAIT_MARKS[kind].letter} ${WAIT_NAMES[kind]}</span>`,
  );
  const blocked =
    waits.length === 0
      ? html`<span>${swatch('blocked')} blocked</span>`
      : html`<span>blocked in:</span>${marks}${drawn.includes(null) && html` <span>${swatch('blocked')} unknown</span>`}`;
  return html`<p class="legend"><span>${swatch('running')} running</span> <span>${swatch('waiting')} queued</span> ${blocked} ${splits.length > 0 && html`<span>full width: ${formatNs(longestOf(splits))}</span>`}</p>`;
}

/** The patterns, once for the whole page. */
export function patterns(): Html {
  return html`<svg class="defs" aria-hidden="true" width="0" height="0"><defs>
<pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="3" height="3"/><rect class="hatch-line" width="1.2" height="3"/></pattern>${WAIT_KINDS.map(waitPattern)}
</defs></svg>`;
}

function waitPattern(kind: WaitKind): Html {
  const { series, pattern } = WAIT_MARKS[kind];
  return html`
<pattern id="wait-${kind}" width="4" height="4" patternUnits="userSpaceOnUse"><rect class="series-${series}" width="4" height="4"/>${
    pattern === 'dots' && html`<circle class="hatch-line" cx="2" cy="2" r="0.7"/>`
  }${pattern === 'rising' && html`<path class="rising-line" d="M0 4L4 0"/>`}</pattern>`;
}

function part(name: string, from: number, share: number): Html {
  return html`<rect class="${name}" x="${(from * WIDTH).toFixed(2)}" width="${(share * WIDTH).toFixed(2)}" height="10"/>`;
}
