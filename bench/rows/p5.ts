import { formatCount, formatNs } from '../../src/base/units.ts';
import type { Goal, Line } from '../line.ts';
import { type Row, type RowRun, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { GROWTH_SIZES, growthLine } from './growth.ts';
import {
  compileFetchAdd,
  lackOf,
  MOST_TASKS,
  OTHER_POOLS,
  PISCINA,
  type Rates,
  tinyTasks,
} from './tiny-tasks.ts';

const CHUNKS = [1, 100] as const;

/**
 * Tiny tasks on threads, from when all of them are up. Against piscina, the time ends when each has its list of results;
 * against C, when the answers stand in memory, which is all that C has. C's memory is fresh from malloc, or written to
 * before the start; ours is written to while the workers boot.
 */
export const p5: Row = {
  name: 'P5',
  about: 'tiny tasks on threads',
  limit:
    'A million tasks of a few nanoseconds each are over in 6 ms, and for the first of them V8 is still compiling the loop: with 8 million, chunk 100 is as fast as C.',
  needs: [],
  rounds: { full: 9, quick: 3 },
  async measure(site, run) {
    const { cc } = site.programs;
    const tasks = tinyTasks(site, run.quick);
    const pools = site.hasPools ? OTHER_POOLS.threads : [];
    const program = cc === null ? null : compileFetchAdd(site, cc);
    const rates = await takeTurns(
      [
        tasks.pool(PISCINA),
        ...pools.map(tasks.pool),
        tasks.concur('threads', 'auto'),
        tasks.concur('threads', 100, { tasks: MOST_TASKS }),
        ...(program === null ? [] : [tasks.c(program, 100, 'fresh', MOST_TASKS)]),
        ...CHUNKS.flatMap((chunk) => [
          tasks.concur('threads', chunk),
          ...(program === null ? [] : [tasks.c(program, chunk, 'fresh'), tasks.c(program, chunk, 'touched')]),
        ]),
      ],
      run,
    );
    const compare = (name: string, other: string, upTo: keyof Rates, goals: readonly Goal[]): Line => {
      const [ours, theirs] = [name, other].map((who) => rates(who).map((rate) => rate[upTo])) as [
        number[],
        number[],
      ];
      const what = `${name} / ${other}, tasks a second`;
      if (theirs.length === 0) return { row: 'P5', what, skipped: lackOf(other) };
      const behind = `${formatCount(median(ours))}/s and ${formatCount(median(theirs))}/s, ${upTo}`;
      return { row: 'P5', what, values: ratios(ours, theirs), unit: 'ratio', goals, behind };
    };
    return [
      ...(['auto', ...CHUNKS] as const).map((chunk) =>
        compare(`threads ${chunk}`, 'piscina', 'listed', [{ atLeast: 300 }]),
      ),
      ...OTHER_POOLS.threads.map(({ name }) => compare('threads auto', name, 'listed', [{ atLeast: 1 }])),
      ...CHUNKS.map((chunk) =>
        compare(`threads ${chunk}`, `C ${chunk} fresh`, 'answered', [{ atLeast: 0.5 }]),
      ),
      ...CHUNKS.map((chunk) => compare(`threads ${chunk}`, `C ${chunk} touched`, 'answered', [])),
      compare('threads 100 8 M', 'C 100 fresh 8 M', 'answered', []),
      await growth(site, run),
    ];
  },
};

/** The time that a million tasks take, with more and more threads on the same CPUs. */
async function growth(site: Site, run: RowRun): Promise<Line> {
  const tasks = tinyTasks(site, run.quick);
  const group = (workers: number) => tasks.concur('threads', 'auto', { workers });
  const rates = await takeTurns(GROWTH_SIZES.map(group), { ...run, rounds: Math.ceil(run.rounds / 2) });
  const timeAt = (workers: number) => rates(group(workers).name).map(({ answered }) => 1e15 / answered);
  return growthLine('P5', 'threads: time of 1 M tasks', timeAt, formatNs);
}
