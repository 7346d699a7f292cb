import { all, optional } from '../../../../../base/shape/combine.ts';
import { flaw, must, type Shape } from '../../../../../base/shape/shape.ts';
import { oneOf, words } from '../../../../../base/shape/values.ts';
import { formatRatio, listOf } from '../../../../../base/units.ts';
import type { Claim } from '../../../../../model/scenario.ts';
import type { Observation } from '../../../../../model/trial/observation.ts';
import { type Checked, claim } from '../../../../../scenario-api/judge/claims.ts';
import { observationOf } from '../../../../../scenario-api/plan/workers.ts';
import { ratioOf } from '../../../../../stats/figures.ts';
import {
  BOUNDS,
  type Bound,
  FIGURE_ROWS,
  FIGURES,
  type Figure,
  type FigureRow,
  type Limits,
  limits,
} from './figures.ts';
import { dictOf } from './values.ts';

// Claims that are data: a figure of a trial, or how many times that of another it is, and its bounds.

export interface FigureClaim extends Limits {
  readonly statement: string;
  /** The trial's label. */
  readonly trial: string;
  /** That of the trial whose figure it is divided by. */
  readonly over?: string;
  readonly figure: Figure;
}

const bound = optional(must('a number', (limit) => Number.isFinite(limit)));

/** A claim that is data. Of which trials it may be, the experiment knows. */
export const figureClaim: Shape = all(
  dictOf<FigureClaim>('a dict with statement, trial, figure and a bound', {
    statement: words,
    trial: words,
    over: optional(words),
    figure: oneOf(FIGURES),
    at_least: bound,
    at_most: bound,
    equals: bound,
  }),
  fittingBounds,
);

function boundsOf(asked: FigureClaim): readonly Bound[] {
  return BOUNDS.filter((name) => name in asked);
}

function fittingBounds(value: unknown, path: string) {
  const asked = value as FigureClaim;
  const bounds = boundsOf(asked);
  if (bounds.length === 0 || (bounds.length > 1 && bounds.includes('equals'))) {
    const found = listOf(bounds) || 'none';
    return {
      message: `${path} must have at_least, at_most or both, or equals (it has ${found})`,
      hint: null,
    };
  }
  const { at_least: least = -Infinity, at_most: most = Infinity } = asked;
  return least <= most ? null : flaw(`${path}.at_least`, `at most ${most}, as at_most is`, least);
}

/** What became of a claim. */
export function judgedFigure(id: string, asked: FigureClaim, observations: readonly Observation[]): Claim {
  const row: FigureRow = FIGURE_ROWS[asked.figure];
  const bounds = boundsOf(asked);
  const found = asked.over === undefined ? alone(row, asked, observations) : ratio(row, asked, observations);
  const { value, isSafe, ...inWords } = found;
  return claim(id, asked.statement, {
    ...inWords,
    holds: value === null ? null : bounds.every((bound) => fulfils(value, bound, asked[bound] as number)),
    loadSensitive: !isSafe,
  });
}

interface Found extends Pick<Checked, 'expected' | 'observed'> {
  readonly value: number | null;
  /** Whether no other load on the machine can make it miss its bounds. */
  readonly isSafe: boolean;
}

function alone(row: FigureRow, asked: FigureClaim, observations: readonly Observation[]): Found {
  const value = row.of(observationOf(observations, asked.trial));
  const bounds = boundsOf(asked);
  return {
    value,
    isSafe: bounds.every((bound) => row.safe.includes(bound)),
    expected: row.expected(bounds, asked),
    observed: value === null ? 'unknown' : row.inWords(value),
  };
}

/** Load lowers one and raises the other: such a ratio is safe only where that of each is. */
function ratio(row: FigureRow, asked: FigureClaim, observations: readonly Observation[]): Found {
  const { trial, over = '', figure } = asked;
  const [value = null, base = null] = [trial, over].map((label) =>
    row.of(observationOf(observations, label)),
  );
  const seen = (each: number | null) => (each === null ? 'unknown' : row.inWords(each));
  const times = ratioOf(value, base);
  return {
    value: times,
    isSafe: BOUNDS.every((bound) => row.safe.includes(bound)),
    expected: `${figure} ${limits(boundsOf(asked), asked)} times that of ${over}`,
    observed: times === null ? 'unknown' : `${formatRatio(times)} times: ${seen(value)}, and ${seen(base)}`,
  };
}

/** A figure equals what it is shown as. */
function fulfils(value: number, bound: Bound, limit: number): boolean {
  if (bound === 'equals') return formatRatio(value) === formatRatio(limit);
  return bound === 'at_least' ? value >= limit : value <= limit;
}
