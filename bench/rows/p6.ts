import { formatCount } from '../../src/base/units.ts';
import type { Goal, Line } from '../line.ts';
import { type Row, takeTurns } from '../measure.ts';
import { median, ratios } from '../stats.ts';
import { lackOf, OTHER_POOLS, PISCINA, tinyTasks } from './tiny-tasks.ts';

/** Tiny tasks on processes, to the list of all results: batches as large as we choose them, and of 100 as Python's. */
export const p6: Row = {
  name: 'P6',
  about: 'tiny tasks on processes',
  needs: [],
  rounds: { full: 7, quick: 3 },
  async measure(site, run) {
    const { python } = site.programs;
    const tasks = tinyTasks(site, run.quick);
    const rates = await takeTurns(
      [
        tasks.concur('processes', 'auto'),
        tasks.concur('processes', 100),
        tasks.pool(PISCINA),
        ...(site.hasPools ? OTHER_POOLS.processes : []).map(tasks.pool),
        ...(python === null ? [] : [tasks.python(python)]),
      ],
      run,
    );
    const compare = (name: string, other: string, goals: readonly Goal[]): Line => {
      const [ours, theirs] = [name, other].map((who) => rates(who).map(({ listed }) => listed)) as [
        number[],
        number[],
      ];
      const what = `${name} / ${other}, tasks a second`;
      if (theirs.length === 0) return { row: 'P6', what, skipped: lackOf(other) };
      const behind = `${formatCount(median(ours))}/s and ${formatCount(median(theirs))}/s`;
      return { row: 'P6', what, values: ratios(ours, theirs), unit: 'ratio', goals, behind };
    };
    return [
      compare('processes auto', 'python', [{ atLeast: 1 }]),
      compare('processes auto', 'piscina', [{ atLeast: 30 }]),
      ...OTHER_POOLS.processes.map(({ name }) => compare('processes auto', name, [{ atLeast: 1 }])),
      compare('processes 100', 'python', []),
      compare('processes 100', 'piscina', []),
    ];
  },
};
