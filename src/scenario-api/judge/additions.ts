import { minOf } from '../../base/extremes.ts';
import { formatCount, formatShare } from '../../base/units.ts';
import type { ResultTable } from '../../model/scenario.ts';
import type { Checked } from './claims.ts';
import { left, right } from './table.ts';

// What came of additions that several threads made to one cell of memory.

/** Each addition arrived. */
export function exact(expected: number | undefined, total: number | null | undefined): Checked {
  const known = expected !== undefined && total != null;
  return {
    expected: `${expected ?? '?'}`,
    observed: `${total ?? 'unknown'}`,
    holds: known ? total === expected : null,
  };
}

/** Some did not arrive. That none was lost, in all races, may be luck; that there is more than was added, can't be. */
export function loses(expected: number | undefined, totals: readonly number[]): Checked {
  const least = totals.length === 0 ? null : minOf(totals);
  const excess = expected !== undefined && totals.some((total) => total > expected);
  return {
    expected: `less than ${expected ?? '?'} in one of ${totals.length}`,
    observed: least === null ? 'unknown' : `${least} of ${expected ?? '?'} arrived`,
    holds: excess ? false : expected === undefined || least === null || least === expected ? null : true,
  };
}

/** How many additions were made in each way, and how many arrived. @param rows see addedRow */
export function additionsTable(title: string, rows: ResultTable['rows']): ResultTable {
  return {
    title,
    columns: [left('how'), right('added'), right('arrived'), right('lost')],
    rows,
  };
}

export function addedRow(how: string, added: number, arrived: number): string[] {
  return [how, formatCount(added), formatCount(arrived), formatShare((added - arrived) / added)];
}
