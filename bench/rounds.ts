import { seededRandom, shuffled } from '../src/base/random.ts';
import type { Clock } from '../src/base/time/clock.ts';
import type { Line } from './line.ts';
import type { Experiment } from './row.ts';
import { summaryOf, verdictOn } from './summary.ts';

/**
 * After how many rounds the verdicts are looked at, in multiples of the fewest. Each look is a chance to be wrong, so there are
 * four at most: where the true median is the goal itself, simulation decides 9 of 100 rows, half of them wrongly, rather
 * than the 5 of a single look.
 */
const LOOKS = [1, 1.5, 2, 3] as const;

/** How long a row goes on. */
export interface RoundsRule {
  /** Rounds after which it ends where every goal is decided, ascending; after the last it ends anyway. */
  readonly looks: readonly number[];
  /** Beyond the first look it ends after this time, too. */
  readonly longestMs: number;
}

export function looksFrom(fewest: number): readonly number[] {
  return LOOKS.map((times) => Math.ceil(fewest * times));
}

/** What a row is measured with. */
export interface RoundsRun {
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
  { looks, longestMs }: RoundsRule,
  { clock, seed, through, report }: RoundsRun,
): Promise<{ readonly rounds: number; readonly lines: readonly Line[] }> {
  const random = seededRandom(seed);
  const results = new Map<string, Result[]>(candidates.map(({ name }) => [name, []]));
  const [fewest = 1, most = fewest] = [looks[0], looks.at(-1)];
  const endNs = clock.nowNs() + longestMs * 1e6;
  for (let round = 1; ; round++) {
    report(`round ${round} of ${round <= fewest ? fewest : `${most} at most`}`);
    await through(async () => {
      for (const { name, run } of shuffled(candidates, random)) results.get(name)?.push(await run());
    });
    if (round < fewest) continue;
    const isLate = round >= most || clock.nowNs() >= endNs;
    if (!isLate && !looks.includes(round)) continue;
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
