import { builtInWork } from '../../src/run/series/request/work.ts';
import { parseWorkload } from '../../src/workloads/catalog/parse-workload.ts';
import { type Line, ratioLine } from '../line.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { ratios } from '../stats.ts';
import { ownRun } from './own-run.ts';
import { compiledPeer, printing } from './peer.ts';

/** Some second of work for each worker. */
const UNITS_EACH = 9_216;
const STEPS = 100_000;
const ENGINES = ['threads', 'processes'] as const;

/** What a group of workers did. Times in ns; those of the CPUs are of all workers together. */
interface Worked {
  readonly workNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
}

/**
 * Parallel efficiency, by what neighbours don’t take away: the work that a second of CPU time does, with a worker for each CPU
 * against one alone, and how much of the wall time the workers were running or queued. Both on the same loop in C as well.
 */
export const p1: Row<Worked> = {
  name: 'P1',
  about: 'parallel efficiency, beside C',
  needs: ['cc'],
  rounds: { full: 9, quick: 3 },
  async prepare(site) {
    const all = site.machine.allowedCpus.length;
    if (all < 2) return { skipped: 'one CPU is allowed here' };
    const program = compiledPeer(site, 'lcg_threads.c');
    return {
      candidates: [1, all].flatMap((workers) => [
        inC(site, program, workers),
        ...ENGINES.map((engine) => inJavaScript(site, engine, workers)),
      ]),
      lines(results) {
        // Each worker has as much to do, alone or not: so much more CPU time is so much less work a second.
        const perCpuSecond = (who: string) =>
          ratios(
            results(`${who} 1`).map(({ runNs }) => runNs),
            results(`${who} ${all}`).map(({ runNs }) => runNs / all),
          );
        const wanted = (who: string) =>
          results(`${who} ${all}`).map(
            ({ workNs, runNs, runDelayNs }) => (runNs + runDelayNs) / workNs / all,
          );
        const beside = (what: string, engine: string, of: (who: string) => readonly number[]): Line =>
          ratioLine(`${all} ${engine}: ${what} / C’s`, [of(engine), of('C')], (it) => it.toFixed(3), [
            { atLeast: 0.99 },
          ]);
        return ENGINES.flatMap((engine) => [
          beside('work per CPU second, against 1 alone', engine, perCpuSecond),
          beside('running + queued, share of the wall time', engine, wanted),
        ]);
      },
    };
  },
};

function inC(site: Site, program: string, workers: number): Candidate<Worked> {
  return printing(site, `C ${workers}`, [program, `${workers}`, `${UNITS_EACH * workers}`, `${STEPS}`]);
}

function inJavaScript(site: Site, engine: (typeof ENGINES)[number], workers: number): Candidate<Worked> {
  const work = builtInWork(parseWorkload(`compute:steps=${STEPS}`), UNITS_EACH * workers);
  const candidate = { label: `${engine} ${workers}`, engine, python: null, workers, work };
  return ownRun(site, candidate, ({ workNs, cpuNs, d }) => ({
    workNs,
    runNs: cpuNs ?? Number.NaN,
    runDelayNs: (d ?? Number.NaN) * workNs,
  }));
}
