import { countOf, formatRatio } from '../../../../../base/units.ts';
import type { Observation, WorkerRecord } from '../../../../../model/trial/observation.ts';
import { wantedCores } from '../../../../../scenario-api/judge/checked.ts';
import { sumOf } from '../../../../../stats/figures.ts';

// What a claim that is data may be about, in words too.

export const BOUNDS = ['at_least', 'at_most', 'equals'] as const;
const SIGNS = { at_least: '≥', at_most: '≤', equals: '=' } as const;
const WORDS = { at_least: 'at least', at_most: 'at most', equals: 'exactly' } as const;

export type Bound = (typeof BOUNDS)[number];

/** What is expected of a figure. */
export type Limits = Partial<Readonly<Record<Bound, number>>>;

export interface FigureRow {
  of(observation: Observation): number | null;
  /** A bound that other load on the machine can't make it miss. */
  readonly safe: readonly Bound[];
  /** What was observed. */
  inWords(value: number): string;
  /** What is expected. */
  expected(bounds: readonly Bound[], asked: Limits): string;
}

export const FIGURE_ROWS = {
  /** CPUs utilised: other load can only lower it. */
  busy: { of: ({ r }) => r, safe: ['at_most'], ...inCores('busy') },
  /** Runnable but waiting: other load can only raise it. */
  queued: { of: ({ d }) => d, safe: ['at_least'], ...inCores('queued') },
  'busy + queued': { of: wantedCores, safe: [], ...inCores('busy + queued') },
  processes: { of: different(({ pid }) => [pid]), safe: BOUNDS, ...counted('process') },
  threads: { of: different(({ tid }) => [tid]), safe: BOUNDS, ...counted('thread') },
  /** Those that the workers were seen on. */
  cpus: { of: different(({ cpusSeen }) => atLeastOne(Object.keys(cpusSeen))), safe: [], ...counted('CPU') },
  calls: { of: ({ workers }) => sumOf(workers.map((each) => each.unitsDone)), safe: [], ...counted('call') },
} as const satisfies Readonly<Record<string, FigureRow>>;

export type Figure = keyof typeof FIGURE_ROWS;
export const FIGURES = Object.keys(FIGURE_ROWS) as readonly Figure[];

/** How many different ones the workers had; null where one of them isn't known. */
function different(idsOf: (worker: WorkerRecord) => readonly (number | string | null)[]): FigureRow['of'] {
  return ({ workers }) => {
    const ids = workers.flatMap(idsOf);
    return ids.includes(null) ? null : new Set(ids).size;
  };
}

function atLeastOne(seen: readonly string[]): readonly (string | null)[] {
  return seen.length === 0 ? [null] : seen;
}

type InWords = Pick<FigureRow, 'inWords' | 'expected'>;

function counted(noun: string): InWords {
  const one = (bound: Bound, { [bound]: limit = 0 }: Limits, isLast: boolean) =>
    `${WORDS[bound]} ${isLast ? countOf(limit, noun) : limit}`;
  return {
    inWords: (value) => countOf(value, noun),
    expected: (bounds, asked) =>
      bounds.map((bound, index) => one(bound, asked, index === bounds.length - 1)).join(' and '),
  };
}

function inCores(figure: string): InWords {
  return {
    inWords: (value) => `${figure} ${formatRatio(value)} cores`,
    expected: (bounds, asked) => `${figure} ${limits(bounds, asked)} cores`,
  };
}

/** `≥ 1.60 and ≤ 2.00`. */
export function limits(bounds: readonly Bound[], asked: Limits): string {
  return bounds.map((bound) => `${SIGNS[bound]} ${formatRatio(asked[bound] ?? null)}`).join(' and ');
}
