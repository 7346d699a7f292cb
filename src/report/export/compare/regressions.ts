import { formatShare } from '../../../base/units.ts';
import type { Regression } from '../../../model/comparison.ts';
import type { Outcome } from '../../../model/scenario.ts';
import { explainedTables, type FigureColumn } from '../../figure-tables.ts';
import { wrap } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { estimate } from '../../ratio.ts';

const LIKE: { readonly [outcome in Regression['outcome']]: Outcome } = {
  pass: 'holds',
  fail: 'fails',
  inconclusive: 'inconclusive',
};

/** Now against an earlier report: how much slower each has become, and how much is allowed. */
export const REGRESSION_COLUMNS: readonly FigureColumn<Regression>[] = [
  { title: 'engine', align: 'left', cell: ({ engine }) => engine },
  { title: 'outcome', align: 'left', cell: ({ outcome }) => outcome },
  { title: 'now ÷ then', align: 'left', cell: estimate },
  { title: 'limit', align: 'right', cell: ({ limit }) => `+${formatShare(limit)}` },
];

export const NO_REGRESSION = 'Nothing here is in the baseline too.';
export const REGRESSION_NOTE = 'now ÷ then: work now ÷ work in the baseline; above 1× is slower.';

export function regressionLines(regressions: readonly Regression[], page: Page): string[] {
  const { palette, width } = page;
  const { color, glyphs } = palette;
  if (regressions.length === 0) return wrap(NO_REGRESSION, width);
  const marked = ({ outcome }: Regression) => `${glyphs.marks[LIKE[outcome]]} ${outcome}`;
  const paint = { pass: color.green, fail: color.red, inconclusive: color.yellow };
  const columns = REGRESSION_COLUMNS.map((column) =>
    column.title === 'outcome' ? { ...column, cell: marked } : column,
  );
  return explainedTables(columns, regressions, REGRESSION_NOTE, page).map((line) =>
    line.replace(/\S (pass|fail|inconclusive)(?= |$)/, (words, outcome: Regression['outcome']) =>
      paint[outcome](words),
    ),
  );
}
