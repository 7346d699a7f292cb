import { seededRandom, shuffled } from '../src/base/random.ts';
import type { Clock } from '../src/base/time/clock.ts';
import type { Line } from './line.ts';
import type { Experiment } from './row.ts';
import { summaryOf, verdictOn } from './summary.ts';

/**
 * After how many rounds there is an analysis, in multiples of the fewest: three interim analyses, and the last one. Each is a chance
 * to decide by luck, so there are no more. Simulated with random values around a goal that is their true median itself, of
 * 6 to 30 rounds at the fewest: 4 to 9 of 100 goals are decided, about half of them as met; by the first analysis alone, 1 to 4.
 */
const ANALYSES = [1, 1.5, 2, 3] as const;

/** How long a row goes on. */
export interface RoundsRule {
  /** Rounds after which it is analysed, ascending: an interim analysis ends it where every goal is decided, the last one anyway. */
  readonly analyses: readonly number[];
  /** Beyond the first analysis it ends after this time, too. */
  readonly longestMs: number;
}

export function analysesFrom(fewest: number): readonly number[] {
  return ANALYSES.map((times) => Math.ceil(fewest * times));
}

/** What a row is measured with. */
interface RoundsRun {
  readonly clock: Clock;
  /** Of the order in which the candidates of a round take their turns. */
  readonly seed: number;
  /** Lets a round begin when it may, and watches it. */
  through(round: () => Promise<void>): Promise<void>;
  report(text: string): void;
}

/**
 * Lets the candidates take turns, a round after the other, in an order that is new in each round: what the machine
 * does meanwhile meets all of them alike. Ends when every goal is decided, or at the rule’s limits.
 */
export async function takeRounds<Result>(
  { candidates, lines }: Experiment<Result>,
  { analyses, longestMs }: RoundsRule,
  { clock, seed, through, report }: RoundsRun,
): Promise<{ readonly rounds: number; readonly lines: readonly Line[] }> {
  const random = seededRandom(seed);
  const results = new Map<string, Result[]>(candidates.map(({ name }) => [name, []]));
  const [fewest = 1, most = fewest] = [analyses[0], analyses.at(-1)];
  const endNs = clock.nowNs() + longestMs * 1e6;
  for (let round = 1; ; round++) {
    report(`round ${round} of ${round <= fewest ? fewest : `${most} at most`}`);
    await through(async () => {
      for (const { name, run } of shuffled(candidates, random)) results.get(name)?.push(await run());
    });
    if (round < fewest) continue;
    const isLate = round >= most || clock.nowNs() >= endNs;
    if (!isLate && !analyses.includes(round)) continue;
    const so = lines((name) => results.get(name) ?? []);
    if (isLate || areDecided(so)) return { rounds: round, lines: so };
  }
}

function areDecided(lines: readonly Line[]): boolean {
  return lines.every((line) => {
    if ('skipped' in line) return true;
    const { ci95 } = summaryOf(line);
    return line.goals.every((goal) => verdictOn(goal, ci95) !== 'undecided');
  });
}
