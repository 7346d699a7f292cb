import { WAIT_KINDS, type WaitKind } from '../../model/waits.ts';
import type { Glyphs } from '../style/glyphs.ts';
import { WAIT_MARKS } from '../style/wait-marks.ts';
import { WAIT_NAMES } from './wait-names.ts';

/** What the parts of bars mean: `█ running`, `L lock`. @param kinds the waits that are drawn; null where one of them is unknown */
export function splitLegendWords(
  kinds: ReadonlySet<WaitKind | null>,
  { full, waiting, blocked }: Glyphs,
): {
  readonly plain: readonly string[];
  readonly waits: readonly string[];
  readonly unknown: readonly string[];
} {
  const waits = WAIT_KINDS.filter((kind) => kinds.has(kind)).map(
    (kind) => `${WAIT_MARKS[kind].letter} ${WAIT_NAMES[kind]}`,
  );
  const unknown = waits.length === 0 ? [`${blocked} blocked`] : kinds.has(null) ? [`${blocked} unknown`] : [];
  return { plain: [`${full} running`, `${waiting} queued`], waits, unknown };
}
