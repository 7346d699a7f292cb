import { all, optional } from '../../../../../base/shape/combine.ts';
import { must, type Shape } from '../../../../../base/shape/shape.ts';
import { oneOf, words } from '../../../../../base/shape/values.ts';
import { countOf, formatRatio } from '../../../../../base/units.ts';
import type { Claim } from '../../../../../model/scenario.ts';
import type { Observation, WorkerRecord } from '../../../../../model/trial/observation.ts';
import { wantedCores } from '../../../../../scenario-api/judge/checked.ts';
import { type Checked, claim } from '../../../../../scenario-api/judge/claims.ts';
import { observationOf } from '../../../../../scenario-api/plan/workers.ts';
import { dictOf } from './values.ts';

// Claims that are data: a figure of a trial, and its bound.

const BOUNDS = ['at_least', 'at_most', 'equals'] as const;
const SIGNS = { at_least: '≥ ', at_most: '≤ ', equals: '= ' } as const;
const WORDS = { at_least: 'at least ', at_most: 'at most ', equals: 'exactly ' } as const;

export interface FigureClaim extends Partial<Readonly<Record<(typeof BOUNDS)[number], number>>> {
  readonly statement: string;
  /** The trial's label. */
  readonly trial: string;
  readonly figure: Figure;
}

type Bound = (typeof BOUNDS)[number];

interface FigureRow {
  of(observation: Observation): number | null;
  /** A bound that other load on the machine can't make it miss. */
  readonly safe: readonly Bound[];
  /** What is expected where a bound is given, else what was observed. */
  inWords(value: number, bound?: Bound): string;
}

const ROWS = {
  /** CPUs utilised: other load can only lower it. */
  busy: { of: ({ r }) => r, safe: ['at_most'], inWords: cores('busy') },
  /** Runnable but waiting: other load can only raise it. */
  queued: { of: ({ d }) => d, safe: ['at_least'], inWords: cores('queued') },
  'busy + queued': { of: wantedCores, safe: [], inWords: cores('busy + queued') },
  processes: counted('process', ({ pid }) => pid),
  threads: counted('thread', ({ tid }) => tid),
} as const satisfies Readonly<Record<string, FigureRow>>;

export type Figure = keyof typeof ROWS;
const FIGURES = Object.keys(ROWS) as readonly Figure[];

/** How many different ones the workers were in. */
function counted(noun: string, idOf: (worker: WorkerRecord) => number | null): FigureRow {
  return {
    of({ workers }) {
      const ids = workers.map(idOf);
      return ids.includes(null) ? null : new Set(ids).size;
    },
    safe: BOUNDS,
    inWords: (value, bound) => `${bound === undefined ? '' : WORDS[bound]}${countOf(value, noun)}`,
  };
}

function cores(figure: string): FigureRow['inWords'] {
  return (value, bound) => `${figure} ${bound === undefined ? '' : SIGNS[bound]}${formatRatio(value)} cores`;
}

const bound = optional(must('a number', (limit) => Number.isFinite(limit)));

/** A claim that is data. Of which trials it may be, the experiment knows. */
export const figureClaim: Shape = all(
  dictOf<FigureClaim>('a dict with statement, trial, figure and a bound', {
    statement: words,
    trial: words,
    figure: oneOf(FIGURES),
    at_least: bound,
    at_most: bound,
    equals: bound,
  }),
  oneBound,
);

function oneBound(value: unknown, path: string) {
  const given = BOUNDS.filter((name) => name in (value as FigureClaim));
  if (given.length === 1) return null;
  const found = given.length === 0 ? 'none' : given.join(' and ');
  return { message: `${path} must have one of at_least, at_most and equals (it has ${found})`, hint: null };
}

/** What became of a claim. */
export function judgedFigure(id: string, asked: FigureClaim, observations: readonly Observation[]): Claim {
  return claim(id, asked.statement, checked(asked, observationOf(observations, asked.trial)));
}

function checked(asked: FigureClaim, observation: Observation): Checked {
  const row: FigureRow = ROWS[asked.figure];
  const bound = BOUNDS.find((name) => name in asked) as Bound;
  const limit = asked[bound] as number;
  const value = row.of(observation);
  return {
    expected: row.inWords(limit, bound),
    observed: value === null ? 'unknown' : row.inWords(value),
    holds: value === null ? null : fulfils(value, bound, limit),
    loadSensitive: !row.safe.includes(bound),
  };
}

function fulfils(value: number, bound: Bound, limit: number): boolean {
  return bound === 'at_least' ? value >= limit : bound === 'at_most' ? value <= limit : value === limit;
}
