import { formatNs } from '../../src/base/units.ts';
import { demonstrate, known } from '../concur.ts';
import { launch } from '../launch.ts';
import type { Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { GROWTH_SIZES, growthLine } from './growth.ts';
import { peer } from './peer.ts';

const ENGINES = ['processes', 'threads'] as const;
/** The largest is there for the growth alone. */
const GROUPS = GROWTH_SIZES;
const LARGEST = 256;

/** How long it takes until every worker is up, ready and pinned. */
export const p7: Row = {
  name: 'P7',
  about: 'until all workers are up and pinned',
  limit:
    'Until it is ready, a thread of ours takes 1.5 ms of CPU more than a bare one of 19: it asks the kernel who it is, and loads its work from a file of its own. A fork takes 3 ms more than a bare one of 25, and 1.5 ms for setpriv, by which the kernel ends it when we end. Our main thread takes 5 ms to start the first two, most of it for code that runs for the first time: that shows beside 2 workers, not beside 64.',
  needs: ['taskset', 'sh'],
  rounds: { full: 7, quick: 3 },
  async measure(site, run) {
    const groups = ENGINES.flatMap((engine) => GROUPS.map((workers) => ({ engine, workers })));
    const spawnNs = await takeTurns(
      groups.flatMap(({ engine, workers }) => [ours(site, engine, workers), bare(site, engine, workers)]),
      run,
    );
    return [
      ...groups.map(({ engine, workers }): Line => {
        const [mine, theirs] = [spawnNs(`${engine} ${workers}`), spawnNs(`bare ${engine} ${workers}`)];
        const what = `${engine}, ${workers} ready and pinned / bare`;
        const behind = `${formatNs(median(mine))} and ${formatNs(median(theirs))}`;
        const values = ratios(mine, theirs);
        const goals = workers === LARGEST ? [] : [{ atMost: 1.2 }];
        return { row: 'P7', what, values, unit: 'ratio', goals, behind };
      }),
      ...ENGINES.map((engine) => perWorker(engine, spawnNs, [{ atMost: 1 }])),
      ...ENGINES.map((engine) => perWorker(`bare ${engine}`, spawnNs, [])),
      ...ENGINES.flatMap((engine) => [engine, `bare ${engine}`]).map((group) =>
        growthLine('P7', `${group}: time until ready`, (workers) => spawnNs(`${group} ${workers}`), formatNs),
      ),
    ];
  },
};

/** What a worker costs among 64, against what one costs among 8. */
function perWorker(
  group: string,
  spawnNs: (name: string) => readonly number[],
  goals: readonly { atMost: number }[],
): Line {
  const each = (workers: number) => spawnNs(`${group} ${workers}`).map((ns) => ns / workers);
  const behind = `${formatNs(median(each(64)))} and ${formatNs(median(each(8)))}`;
  return {
    row: 'P7',
    what: `${group}: per worker, 64 / 8`,
    values: ratios(each(64), each(8)),
    unit: 'ratio',
    goals,
    behind,
  };
}

function ours(site: Site, engine: string, workers: number): Candidate<number> {
  const args = [
    '-w',
    `${workers}`,
    '--engine',
    engine,
    '--steps',
    '1',
    '--step-time',
    '1ms',
    '--no-progress',
  ];
  return {
    name: `${engine} ${workers}`,
    async run() {
      const { trials } = await demonstrate(site, ['multicore', ...args], { terminal: null });
      return known(trials[0]?.spawnNs, 'spawnNs');
    },
  };
}

function bare(site: Site, engine: string, workers: number): Candidate<number> {
  const args = [engine, `${workers}`, site.machine.allowedCpus.join(',')];
  const command = [process.execPath, peer('bare-workers.cjs'), ...args];
  return {
    name: `bare ${engine} ${workers}`,
    run: async () => JSON.parse((await launch(site, { command, terminal: null })).output).spawnNs,
  };
}
