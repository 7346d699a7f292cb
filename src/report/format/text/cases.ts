import type { ShownOutcome } from '../../document/outcome.ts';
import type { Case, Cases } from '../../document/section.ts';
import { labelled, wrap } from '../../style/layout.ts';
import type { OutputStyle } from '../../style/output-style.ts';
import { paintOf } from './tones.ts';

/** The longest id of a check, behind its mark: `? leaked-workers`. */
const LEAST_LABEL_WIDTH = 18;
const MARK_WIDTH = 2;
const GAP = 2;

/** What was checked, and what came of it: a line where it holds, the reasons where it doesn't. */
export function caseLines({ cases }: Cases, style: OutputStyle): string[] {
  const labels = cases.map(({ id }) => MARK_WIDTH + id.length + GAP);
  const labelWidth = Math.max(LEAST_LABEL_WIDTH, ...labels);
  return cases.flatMap((one) =>
    one.because === null ? claimLines(one, style) : checkLines(one, one.because, style, labelWidth),
  );
}

/** `✔ the sky is blue: blue (expected blue)`. */
function claimLines({ outcome, title, expected, observed }: Case, { palette, width }: OutputStyle): string[] {
  const { color, glyphs } = palette;
  const words = palette.text(`${title}: ${observed} (expected ${expected})`);
  return wrap(words, Math.max(8, width - MARK_WIDTH)).map((line, index) =>
    index === 0 ? `${paintOf(outcome, color)(glyphs.marks[outcome])} ${line}` : `  ${line}`,
  );
}

function checkLines(
  { id, title, outcome, expected, observed }: Case,
  because: string,
  style: OutputStyle,
  labelWidth: number,
): string[] {
  const { palette, width } = style;
  const lead = palette.line(`${palette.glyphs.marks[outcome]} ${id}`);
  const paint = paintOf(outcome, palette.color);
  if (isGood(outcome)) return labelled(lead, palette.text(observed), width, labelWidth, paint);
  const line = (label: string, text: string) => labelled(`  ${label}`, palette.text(text), width, labelWidth);
  return [
    ...labelled(lead, palette.line(title), width, labelWidth).map(paint),
    ...line('expected', expected),
    ...line('observed', observed),
    ...line('because', because),
  ];
}

function isGood(outcome: ShownOutcome): boolean {
  return outcome === 'holds' || outcome === 'pass';
}
