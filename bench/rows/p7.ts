import { formatNs } from '../../src/base/units.ts';
import { demonstrate, known } from '../concur.ts';
import { type Goal, type Line, ratioLine } from '../line.ts';
import type { Candidate, Results, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { GROWTH_SIZES, growthLine } from './growth.ts';
import { peer, printing } from './peer.ts';

const ENGINES = ['processes', 'threads'] as const;
type Engine = (typeof ENGINES)[number];

/** None of the largest, which is there for the growth alone. */
const GOALS: { readonly [engine in Engine]: { readonly [workers: number]: readonly Goal[] } } = {
  processes: { 2: [{ atMost: 1.2 }], 8: [{ atMost: 1.2 }], 64: [{ atMost: 1.2 }] },
  threads: { 2: [{ atMost: 1.2 }], 8: [{ atMost: 1.15 }], 64: [{ atMost: 1.15 }] },
};

interface Spawned {
  readonly spawnNs: number;
}

/** How long it takes until every worker is up, ready and pinned. */
export const p7: Row<Spawned> = {
  name: 'P7',
  about: 'until all workers are up and pinned',
  limit:
    'Until it is ready, a thread of ours takes 1.5 ms of CPU more than a bare one of 19: it asks the kernel who it is, and loads its work from a file of its own. A fork takes 3 ms more than a bare one of 25, and 1.5 ms for setpriv, by which the kernel ends it when we end. Our main thread takes 5 ms to start the first two, most of it for code that runs for the first time: that shows beside 2 workers, not beside 64.',
  needs: ['taskset', 'sh'],
  rounds: { full: 7, quick: 3 },
  async prepare(site) {
    return {
      candidates: ENGINES.flatMap((engine) =>
        GROWTH_SIZES.flatMap((workers) => [concur(site, engine, workers), bare(site, engine, workers)]),
      ),
      lines: (results) => [
        ...ENGINES.flatMap((engine) => GROWTH_SIZES.map((workers) => besideBare(results, engine, workers))),
        ...ENGINES.map((engine) => perWorker(results, engine, [{ atMost: 1 }])),
        ...ENGINES.map((engine) => perWorker(results, `bare ${engine}`, [])),
        ...ENGINES.flatMap((engine) => [engine, `bare ${engine}`]).map((group) =>
          growthLine(
            `${group}: time until ready`,
            (workers) => spawnNs(results, `${group} ${workers}`),
            formatNs,
          ),
        ),
      ],
    };
  },
};

function spawnNs(results: Results<Spawned>, name: string): readonly number[] {
  return results(name).map((spawned) => spawned.spawnNs);
}

function besideBare(results: Results<Spawned>, engine: Engine, workers: number): Line {
  const both = [`${engine} ${workers}`, `bare ${engine} ${workers}`].map((name) => spawnNs(results, name));
  const [ours = [], theirs = []] = both;
  const what = `${engine}, ${workers} ready and pinned / bare`;
  return ratioLine(what, [ours, theirs], formatNs, GOALS[engine][workers]);
}

/** What a worker costs among 64, against what one costs among 8. */
function perWorker(results: Results<Spawned>, group: string, goals: readonly Goal[]): Line {
  const each = (workers: number) => spawnNs(results, `${group} ${workers}`).map((ns) => ns / workers);
  return ratioLine(`${group}: per worker, 64 / 8`, [each(64), each(8)], formatNs, goals);
}

function concur(site: Site, engine: Engine, workers: number): Candidate<Spawned> {
  const group = ['-w', `${workers}`, '--engine', engine];
  const args = ['multicore', ...group, '--steps', '1', '--step-time', '1ms', '--no-progress'];
  return {
    name: `${engine} ${workers}`,
    async run() {
      const { trials } = await demonstrate(site, args, { terminal: null });
      return { spawnNs: known(trials[0]?.spawnNs, 'spawnNs') };
    },
  };
}

function bare(site: Site, engine: Engine, workers: number): Candidate<Spawned> {
  const args = [engine, `${workers}`, site.machine.allowedCpus.join(',')];
  return printing(site, `bare ${engine} ${workers}`, [process.execPath, peer('bare-workers.cjs'), ...args]);
}
