import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { formatShare } from '../../src/base/units.ts';
import { builtInWork } from '../../src/run/series/request/work.ts';
import { parseWorkload } from '../../src/workloads/catalog/parse-workload.ts';
import { launch } from '../launch.ts';
import type { Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { ownRun } from './own-run.ts';
import { peer } from './peer.ts';

const UNITS = 4_608;
const STEPS = 100_000;
const ENGINES = ['threads', 'processes'] as const;

/** Parallel efficiency: one worker's time ÷ (workers × their time), on the same loop in JavaScript and in C. */
export const p1: Row = {
  name: 'P1',
  about: 'parallel efficiency, beside C',
  limit:
    'Both run the same loop for a tenth of a second or more on both CPUs: what is missing is what the neighbours took from one of the two programs. The spread is the machine’s.',
  needs: ['cc'],
  rounds: { full: 9, quick: 3 },
  async measure(site, run) {
    const all = site.machine.allowedCpus.length;
    if (all < 2) return [{ row: 'P1', what: 'the whole row', skipped: 'one CPU is allowed here' }];
    const program = compileLoop(site);
    const workNs = await takeTurns(
      [1, all].flatMap((workers) => [
        inC(site, program, workers),
        ...ENGINES.map((engine) => inJavaScript(site, engine, workers)),
      ]),
      run,
    );
    const efficiency = (who: string) =>
      ratios(workNs(`${who} 1`), workNs(`${who} ${all}`)).map((speedUp) => speedUp / all);
    return ENGINES.map((engine): Line => {
      const [ours, theirs] = [efficiency(engine), efficiency('C')];
      const what = `parallel efficiency of ${all} ${engine} / C pthreads`;
      const behind = `${formatShare(median(ours))} and ${formatShare(median(theirs))}`;
      return {
        row: 'P1',
        what,
        values: ratios(ours, theirs),
        unit: 'ratio',
        goals: [{ atLeast: 0.99 }],
        behind,
      };
    });
  },
};

function compileLoop({ scratchDir, programs }: Site): string {
  const program = join(scratchDir, 'lcg-threads');
  execFileSync(programs.cc ?? 'cc', ['-O2', '-pthread', '-o', program, peer('lcg_threads.c')]);
  return program;
}

function inC(site: Site, program: string, workers: number): Candidate<number> {
  const command = [program, `${workers}`, `${UNITS}`, `${STEPS}`];
  return {
    name: `C ${workers}`,
    run: async () => JSON.parse((await launch(site, { command, terminal: null })).output).workNs,
  };
}

function inJavaScript(site: Site, engine: (typeof ENGINES)[number], workers: number): Candidate<number> {
  const work = builtInWork(parseWorkload(`compute:steps=${STEPS}`), UNITS);
  return ownRun(site, `${engine} ${workers}`, { label: engine, engine, python: null, workers, work });
}
