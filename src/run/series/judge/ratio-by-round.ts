import type { ComparedRun } from '../../../model/documents/compared-run.ts';
import type { Estimate } from '../../../model/stat.ts';
import { ratioOfMedians } from '../../../stats/samples/bootstrap.ts';

/** One's figure ÷ the other's, over the rounds of which both have it. */
export function ratioByRound(
  ones: readonly ComparedRun[],
  others: readonly ComparedRun[],
  figure: (run: ComparedRun) => number | null,
  seed: number,
): Estimate {
  const byRound = new Map(others.map((other) => [other.round, other]));
  const pairs = ones.flatMap((one) => {
    const other = byRound.get(one.round);
    const [mine, its] = [figure(one), other === undefined ? null : figure(other)];
    return mine === null || its === null ? [] : [[mine, its] as const];
  });
  const [mine, its] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
  return ratioOfMedians(mine, its, { seed, paired: true });
}
