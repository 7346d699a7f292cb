import type { Row } from '../row.ts';
import { comparing, OTHER_POOLS, PISCINA, type Rates, tinyTasks } from './tiny-tasks.ts';

/** Tiny tasks on processes, to the list of all results: batches as large as we choose them, and of 100 as Python's. */
export const p6: Row<Rates> = {
  name: 'P6',
  about: 'tiny tasks on processes',
  needs: [],
  rounds: { full: 7, quick: 3 },
  async prepare(site, form) {
    const { python } = site.programs;
    const tasks = tinyTasks(site, form);
    return {
      candidates: [
        tasks.concur('processes', 'auto'),
        tasks.concur('processes', 100),
        tasks.pool(PISCINA),
        ...(site.hasPools ? OTHER_POOLS.processes : []).map(tasks.pool),
        ...(python === null ? [] : [tasks.python(python)]),
      ],
      lines(results) {
        const compare = comparing(results, 'listed');
        return [
          compare('processes auto', 'python', [{ atLeast: 1 }]),
          compare('processes auto', 'piscina', [{ atLeast: 30 }]),
          ...OTHER_POOLS.processes.map(({ name }) => compare('processes auto', name, [{ atLeast: 1 }])),
          compare('processes 100', 'python', []),
          compare('processes 100', 'piscina', []),
        ];
      },
    };
  },
};
