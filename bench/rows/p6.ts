import { findInterpreter } from '../../src/machine/python-versions.ts';
import type { Row } from '../row.ts';
import {
  CLUSTER,
  comparing,
  lackOfPools,
  OTHER_POOLS,
  PISCINA,
  PYTHON_POOLS,
  type Rates,
  tinyTasks,
} from './tiny-tasks.ts';

/** Tiny tasks on processes, to the list of all results: batches as large as we choose them, and of 100 as Python’s and node:cluster’s. */
export const p6: Row<Rates> = {
  name: 'P6',
  about: 'tiny tasks on processes',
  needs: [],
  rounds: { full: 7, quick: 3 },
  async prepare(site, form) {
    const python = await findInterpreter(undefined, process.env);
    const tasks = tinyTasks(site, form);
    return {
      candidates: [
        tasks.concur('processes', 'auto'),
        tasks.concur('processes', 100),
        ...[PISCINA, CLUSTER].map(tasks.pool),
        ...(lackOfPools(site) === null ? OTHER_POOLS.processes : []).map(tasks.pool),
        ...(python.state === 'missing' ? [] : PYTHON_POOLS.map((pool) => tasks.python(python.path, pool))),
      ],
      lines(results) {
        const compare = comparing(results, 'listed');
        return [
          compare('processes auto', 'piscina', [{ atLeast: 30 }]),
          ...[...PYTHON_POOLS, CLUSTER.name, ...OTHER_POOLS.processes.map(({ name }) => name)].map((name) =>
            compare('processes auto', name, [{ atLeast: 1 }]),
          ),
          ...[...PYTHON_POOLS, CLUSTER.name, PISCINA.name].map((name) => compare('processes 100', name, [])),
        ];
      },
    };
  },
};
