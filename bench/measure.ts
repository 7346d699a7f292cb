import { seededRandom, shuffled } from '../src/base/random.ts';
import type { Asked } from './asked.ts';
import type { Line } from './line.ts';
import type { Programs, Site } from './site.ts';

/** A row of PERFORMANCE.md, or of what else is promised. */
export interface Row {
  readonly name: string;
  /** What it is about, as a heading. */
  readonly about: string;
  /** What keeps a goal from being met, where one is missed. */
  readonly limit?: string;
  /** Without these nothing of the row can be measured. */
  readonly needs: readonly (keyof Programs)[];
  readonly rounds: { readonly full: number; readonly quick: number };
  measure(site: Site, run: RowRun): Promise<Line[]>;
}

/** How a row is to be measured this time. */
export interface RowRun {
  readonly rounds: number;
  readonly quick: boolean;
  readonly seed: number;
  report(text: string): void;
}

/** One of those who take turns. `run` does its part once and says what came of it. */
export interface Candidate<Result> {
  readonly name: string;
  run(): Promise<Result>;
}

export async function measureRows(
  rows: readonly Row[],
  site: Site,
  { runs, quick, seed }: Asked,
  report: (text: string) => void,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const row of rows) {
    const lacks = row.needs.filter((program) => site.programs[program] === null);
    if (lacks.length > 0) {
      lines.push({ row: row.name, what: 'the whole row', skipped: `this machine lacks ${lacks.join(', ')}` });
      continue;
    }
    const rounds = runs ?? (quick ? row.rounds.quick : row.rounds.full);
    lines.push(
      ...(await row.measure(site, { rounds, quick, seed, report: (text) => report(`${row.name} ${text}`) })),
    );
  }
  return lines;
}

/**
 * Lets the candidates take turns, a round after the other, in an order that is new in each round: what the machine
 * does meanwhile meets all of them alike.
 * @returns each candidate's results, one a round, under its name
 */
export async function takeTurns<Result>(
  candidates: readonly Candidate<Result>[],
  { rounds, seed, report }: RowRun,
): Promise<(name: string) => readonly Result[]> {
  const random = seededRandom(seed);
  const results = new Map<string, Result[]>(candidates.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    report(`round ${round} of ${rounds}`);
    for (const { name, run } of shuffled(candidates, random)) results.get(name)?.push(await run());
  }
  return (name) => results.get(name) ?? [];
}
