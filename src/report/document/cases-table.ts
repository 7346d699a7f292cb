import { type FigureColumn, tableOf, withoutEmpty } from './parts.ts';
import type { Case, Cases, Table } from './section.ts';

const WHAT: FigureColumn<Case> = { title: 'what', align: 'left', cell: ({ title }) => title };
const OUTCOME: FigureColumn<Case> = { title: 'outcome', align: 'left', cell: ({ outcome }) => ({ outcome }) };
const FIGURES: readonly FigureColumn<Case>[] = [
  { title: 'expected', align: 'left', cell: ({ expected }) => expected },
  { title: 'observed', align: 'left', cell: ({ observed }) => observed },
];

const REASON_COLUMNS: readonly FigureColumn<Case>[] = [
  { title: 'ID', align: 'left', cell: ({ id }) => id },
  OUTCOME,
  WHAT,
  ...FIGURES,
  { title: 'because', align: 'left', cell: ({ because }) => because ?? '' },
  { title: 'took', align: 'right', cell: tookWords },
];

function tookWords({ seconds, timedWith }: Case): string {
  if (timedWith !== null) return `(with ${timedWith})`;
  return seconds === null ? '' : `${seconds.toFixed(2)} s`;
}

/** Cases as pages show them, a row each: with their reasons where they have some of their own. */
export function casesTable({ title, cases }: Cases): Table[] {
  const hasReasons = cases.some(({ because }) => because !== null);
  return tableOf(
    title,
    hasReasons ? withoutEmpty(REASON_COLUMNS, cases) : [WHAT, OUTCOME, ...FIGURES],
    cases,
    {
      isTitled: true,
    },
  );
}
