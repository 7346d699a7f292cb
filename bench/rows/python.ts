import { formatNs } from '../../src/base/units.ts';
import { findInterpreter } from '../../src/machine/python-versions.ts';
import { chooseRunners } from '../../src/run/series/request/choose-runners.ts';
import { pythonWork } from '../../src/run/series/request/python/python-work.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { pythonFile } from '../../src/workloads/user/python-reference.ts';
import { known } from '../concur.ts';
import type { Line } from '../line.ts';
import type { Results, Row } from '../row.ts';
import { ratios } from '../stats.ts';
import { ownRun } from './own-run.ts';
import { peer, printing } from './peer.ts';

const UNITS = { full: 2_000, quick: 500 } as const;
const POOLS = ['threads', 'processes'] as const;

interface Worked {
  readonly workNs: number;
}

/** A function in Python on `compare`'s engines, and on the pools of concurrent.futures, in the same chunks. */
export const python: Row<Worked> = {
  name: 'PYTHON',
  about: 'a function in Python, beside concurrent.futures',
  needs: [],
  rounds: { full: 15, quick: 3 },
  async prepare(site, form) {
    const units = UNITS[form];
    const workers = site.machine.allowedCpus.length;
    const python = await findInterpreter(undefined, process.env);
    if (python.state === 'missing') return { skipped: python.why };
    const work = await pythonWork({
      source: pythonFile(peer('steps.py'), 'steps'),
      python: [python.path],
      units,
      inputs: undefined,
      unitTimeoutMs: undefined,
      env: process.env,
    });
    const { runners } = chooseRunners(POOLS, work);
    return {
      candidates: [
        ...runners.map((runner, index) => {
          const label = POOLS[index] as string;
          const { name, run } = ownRun(site, { ...runner, label, workers, work });
          return { name, run: async () => ({ workNs: known((await run()).wallNs, 'wallNs') }) };
        }),
        ...POOLS.map((pool) => {
          const command = [python.path, peer('futures.py'), pool, `${workers}`, `${units}`];
          return printing<Worked>(site, `${pool} by hand`, command);
        }),
      ],
      lines: (results) => POOLS.map((pool) => poolLine(pool, results)),
    };
  },
};

function poolLine(pool: string, results: Results<Worked>): Line {
  const [ours = [], theirs = []] = [pool, `${pool} by hand`].map((who) =>
    results(who).map(({ workNs }) => workNs),
  );
  return {
    what: `throughput on ${pool} / in concurrent.futures`,
    values: ratios(theirs, ours),
    unit: 'ratio',
    goals: [{ atLeast: 0.95 }, { atMost: 1.05 }],
    behind: `${formatNs(median(ours))} and ${formatNs(median(theirs))}`,
  };
}
