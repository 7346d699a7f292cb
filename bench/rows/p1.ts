import type { Observation, WorkerRecord } from '../../src/model/trial/observation.ts';
import { builtInWork } from '../../src/run/series/request/work.ts';
import { sumOf } from '../../src/stats/figures.ts';
import { parseWorkload } from '../../src/workloads/catalog/parse-workload.ts';
import { type Line, ratioLine } from '../line.ts';
import type { Candidate, Results, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { ratios } from '../stats.ts';
import { ownRun } from './own-run.ts';
import { compiledPeer, printing } from './peer.ts';

/** Some second of work for each worker. */
const UNITS_EACH = 9_216;
const STEPS = 100_000;
const ENGINES = ['threads', 'processes'] as const;

/** What the workers of a run did, in ns, summed up: each from its own start to its own end, without waiting for the last one. */
interface Worked {
  readonly lifeNs: number;
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
      lines: (results) => ENGINES.flatMap((engine) => linesOf(results, engine, all)),
    };
  },
};

function linesOf(results: Results<Worked>, engine: string, all: number): Line[] {
  const beside = (what: string, of: (who: string) => readonly number[]): Line => {
    const title = `${all} ${engine}: ${what} / C’s`;
    return ratioLine(title, [of(engine), of('C')], (share) => share.toFixed(3), [{ atLeast: 0.99 }]);
  };
  const runNs = (who: string, workers: number) =>
    results(`${who} ${workers}`).map((worked) => worked.runNs / workers);
  return [
    // Each worker has as much to do, alone or not.
    beside('work per CPU second, against 1 alone', (who) => ratios(runNs(who, 1), runNs(who, all))),
    beside('running + queued, share of their wall time', (who) =>
      results(`${who} ${all}`).map((worked) => (worked.runNs + worked.runDelayNs) / worked.lifeNs),
    ),
  ];
}

function inC(site: Site, program: string, workers: number): Candidate<Worked> {
  return printing(site, `C ${workers}`, [program, `${workers}`, `${UNITS_EACH * workers}`, `${STEPS}`]);
}

function inJavaScript(site: Site, engine: (typeof ENGINES)[number], workers: number): Candidate<Worked> {
  const work = builtInWork(parseWorkload(`compute:steps=${STEPS}`), UNITS_EACH * workers);
  const { name, run } = ownRun(site, {
    label: `${engine} ${workers}`,
    ...{ engine, python: null, workers, work },
  });
  return { name, run: async () => workedOf(await run()) };
}

function workedOf({ workers }: Observation): Worked {
  const sum = (of: (worker: WorkerRecord) => number | null) => sumOf(workers.map(of)) ?? Number.NaN;
  return {
    lifeNs: sum(({ startNs, endNs }) => (startNs === null || endNs === null ? null : endNs - startNs)),
    runNs: sum(({ runNs }) => runNs),
    runDelayNs: sum(({ runDelayNs }) => runDelayNs),
  };
}
