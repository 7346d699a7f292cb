import { formatNs, formatRatio } from '../../../base/units.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import type { Phase } from '../../../model/phases.ts';
import { phaseLetter } from '../../style/phase-marks.ts';
import { mannerName } from '../../words/phases.ts';
import { type FigureColumn, paragraph, tableOf } from '../parts.ts';
import type { Section } from '../section.ts';

/** A terminal lists so many. */
const MOST_ROWS = 12;

const COLUMNS: readonly FigureColumn<Phase>[] = [
  { title: 'from', align: 'right', cell: ({ startNs }) => formatNs(startNs) },
  { title: 'to', align: 'right', cell: ({ endNs }) => formatNs(endNs) },
  { title: 'phase', align: 'left', cell: ({ manner }) => `${phaseLetter(manner)} ${mannerName({ manner })}` },
  { title: 'busy', align: 'right', cell: ({ r }) => formatRatio(r) },
  { title: 'queued', align: 'right', cell: ({ d }) => formatRatio(d) },
  { title: 'because', align: 'left', wraps: true, cell: ({ because }) => because },
];

/** The run in stretches, one after the other: nothing where it was all of a piece. */
export function phasesTable({ phases }: WatchReport): Section[] {
  if (phases.length < 2) return [];
  const more = phases.length - MOST_ROWS;
  const short = more > 0 ? { rows: MOST_ROWS, rest: `+${more} more phases` } : null;
  return tableOf('Phases', COLUMNS, phases, { short });
}

/** What more cores could bring, and what that rests on. */
export function ceilingSection({ ceiling }: WatchReport): Section[] {
  return ceiling === null ? [] : [paragraph(`${ceiling.because}.`, 'Ceiling')];
}
