import { formatNs } from '../../src/base/units.ts';
import { findInterpreter } from '../../src/machine/python-versions.ts';
import { chooseRunners } from '../../src/run/series/request/choose-runners.ts';
import { pythonWork } from '../../src/run/series/request/python/python-work.ts';
import { pythonFile } from '../../src/workloads/user/python-reference.ts';
import { launch } from '../launch.ts';
import type { Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { ownRun } from './own-run.ts';
import { peer } from './peer.ts';

const UNITS = { full: 2_000, quick: 500 } as const;
const POOLS = ['threads', 'processes'] as const;

/** A function in Python on `compare`'s engines, and on the pools of concurrent.futures, in the same chunks. */
export const python: Row = {
  name: 'PYTHON',
  about: 'a function in Python, beside concurrent.futures',
  needs: [],
  rounds: { full: 15, quick: 3 },
  async measure(site, run) {
    const units = run.quick ? UNITS.quick : UNITS.full;
    const workers = site.machine.allowedCpus.length;
    const python = await findInterpreter(undefined, process.env);
    if (python.state === 'missing') return [{ row: 'PYTHON', what: 'the whole row', skipped: python.why }];
    const work = await pythonWork({
      source: pythonFile(peer('steps.py'), 'steps'),
      python: [python.path],
      units,
      inputs: undefined,
      unitTimeoutMs: undefined,
      env: process.env,
    });
    const { runners } = chooseRunners(POOLS, work);
    const workNs = await takeTurns(
      [
        ...runners.map((runner, index) => {
          const label = POOLS[index] as string;
          return ownRun(site, label, { ...runner, label, workers, work });
        }),
        ...POOLS.map((pool) =>
          byHand(site, [python.path, peer('futures.py'), pool, `${workers}`, `${units}`]),
        ),
      ],
      run,
    );
    return POOLS.map((pool): Line => {
      const [ours, theirs] = [workNs(pool), workNs(`${pool} by hand`)];
      return {
        row: 'PYTHON',
        what: `throughput on ${pool} / in concurrent.futures`,
        values: ratios(theirs, ours),
        unit: 'ratio',
        goals: [{ atLeast: 0.95 }, { atMost: 1.05 }],
        behind: `${formatNs(median(ours))} and ${formatNs(median(theirs))}`,
      };
    });
  },
};

function byHand(site: Site, command: readonly string[]): Candidate<number> {
  return {
    name: `${command[2]} by hand`,
    run: async () => JSON.parse((await launch(site, { command, terminal: null })).output).workNs,
  };
}
