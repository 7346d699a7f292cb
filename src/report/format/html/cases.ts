import type { Case, Cases } from '../../document/section.ts';
import type { Html } from './markup.ts';
import { outcomeBadge } from './outcome.ts';
import { tableOf } from './table.ts';

const COLUMNS = [
  { title: 'what', align: 'left' },
  { title: 'outcome', align: 'left' },
  { title: 'expected', align: 'left' },
  { title: 'observed', align: 'left' },
] as const;

const REASON_COLUMNS = [
  { title: 'check', align: 'left' },
  { title: 'outcome', align: 'left' },
  { title: 'passes when', align: 'left' },
  { title: 'expected', align: 'left' },
  { title: 'observed', align: 'left' },
  { title: 'because', align: 'left' },
  { title: 'took', align: 'right' },
] as const;

/** What was checked, a row each. */
export function casesPart({ title, cases }: Cases): Html {
  const hasReasons = cases.some(({ because }) => because !== null);
  return hasReasons
    ? tableOf(title, REASON_COLUMNS, cases.map(reasonCells))
    : tableOf(title, COLUMNS, cases.map(claimCells));
}

function claimCells({ title, outcome, expected, observed }: Case) {
  return [title, outcomeBadge(outcome), expected, observed];
}

function reasonCells({ id, title, outcome, expected, observed, because, seconds }: Case) {
  const took = seconds === null ? '-' : `${seconds.toFixed(2)} s`;
  return [id, outcomeBadge(outcome), title, expected, observed, because, took];
}
