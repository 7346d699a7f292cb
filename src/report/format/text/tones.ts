import { type ShownOutcome, TONES, type Tone } from '../../document/outcome.ts';
import type { Colors } from '../../style/output-style.ts';

type Paint = (text: string) => string;

/** A tone's colour. */
export function paintFor(tone: Tone, color: Colors): Paint {
  const paint = { good: color.green, bad: color.red, open: color.yellow, none: color.dim, plain: color.bold }[
    tone
  ];
  // Some painters take several texts: in a map, the index would be one of them.
  return (text) => paint(text);
}

/** An outcome's colour: beside its mark and its word, never instead of them. */
export function paintOf(outcome: ShownOutcome, color: Colors): Paint {
  return paintFor(TONES[outcome], color);
}
