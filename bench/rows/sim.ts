import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { formatCount, formatNs } from '../../src/base/units.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { type BrokerServer, startBroker } from '../broker.ts';
import { runNsOf } from '../cpu-time.ts';
import { LEASE_MS } from '../hosts.ts';
import type { Line } from '../line.ts';
import type { Candidate, Results, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { type Started, start } from '../starting.ts';
import { growthOver } from './growth.ts';
import { peer } from './peer.ts';

/** Virtual workers, on hosts of ten each. */
const SIZES = [50, 200, 500] as const;
const PER_HOST = 10;
const CHUNK_MS = 200;
/** So many chunks for each worker, and in all at least: who begins and ends costs something, too. */
const CHUNKS = { full: { each: 25, least: 5_000 }, quick: { each: 8, least: 1_500 } } as const;
const IDLE_MS = { full: 5_000, quick: 2_000 } as const;
const DIGEST = 'simulated';

interface Simulated {
  /** The broker’s CPU time for each chunk, and the time that the chunks took, in s. */
  readonly perChunk: number;
  readonly wall: number;
  readonly chunks: number;
  /** What the broker takes of a core while all of these hosts have nothing to do. */
  readonly idle: number;
}

/** One real broker, hosts of which only the workers aren’t real, and a map that keeps all of them in chunks. */
export const sim: Row<Simulated> = {
  name: 'SIM',
  about: 'a broker with hundreds of workers (virtual ones)',
  needs: ['redis'],
  rounds: { full: 6, quick: 1 },
  async prepare(site, form) {
    return { candidates: SIZES.map((workers) => simulated(site, workers, form)), lines: linesOf };
  },
};

function linesOf(results: Results<Simulated>): Line[] {
  const perChunk = (workers: number) => results(nameOf(workers)).map((simulated) => simulated.perChunk);
  const most = SIZES.at(-1) as number;
  return [
    ...SIZES.map(
      (workers): Line => ({
        what: `the broker’s CPU time for a chunk, ${nameOf(workers)}`,
        values: perChunk(workers),
        unit: 'seconds',
        goals: [],
        behind: behind(results(nameOf(workers))),
      }),
    ),
    growthOver(
      'the broker’s CPU time for a chunk',
      { sizes: SIZES, noun: 'workers', valuesAt: perChunk },
      (seconds) => formatNs(seconds * 1e9),
      [{ atMost: 0.1 }],
    ),
    {
      what: `${most / PER_HOST} hosts that have nothing to do: share of the broker’s core`,
      values: results(nameOf(most)).map(({ idle }) => idle),
      unit: 'share',
      goals: [],
      behind: '',
    },
  ];
}

const nameOf = (workers: number) => `${workers} workers`;

/** What it means for a broker that has one core. */
function behind(seen: readonly Simulated[]): string {
  const perChunk = median(seen.map((each) => each.perChunk));
  const perSecond = median(seen.map(({ chunks, wall }) => chunks / wall));
  const used = (perChunk * perSecond * 100).toFixed(0);
  const workers = formatCount(CHUNK_MS / 1e3 / perChunk);
  return `${formatCount(perSecond)} chunks a second reached, ${used} % of a core; chunks of ${CHUNK_MS} ms of ${workers} workers would take all of it`;
}

function simulated(site: Site, workers: number, form: 'full' | 'quick'): Candidate<Simulated> {
  const hosts = workers / PER_HOST;
  const { each, least } = CHUNKS[form];
  const chunks = Math.max(least, workers * each);
  return {
    name: nameOf(workers),
    async run() {
      const broker = await startBroker(site);
      const virtual = simulate(site, 'sim-hosts.ts', broker, hosts, PER_HOST, CHUNK_MS, LEASE_MS);
      await virtual.says('up');
      const idle = await runDuring(broker, () => delay(IDLE_MS[form]));
      let wall = Number.NaN;
      const runNs = await runDuring(broker, async () => {
        const submitter = simulate(site, 'sim-submit.ts', broker, hosts, chunks, LEASE_MS);
        const { ms, open } = JSON.parse(await submitter.says('{'));
        if (open > 0) throw new Error(`${open} of ${chunks} units have no outcome`);
        wall = ms / 1e3;
        await submitter.kill();
      });
      await Promise.all([virtual.kill(), broker.kill()]);
      return { perChunk: runNs / 1e9 / chunks, wall, chunks, idle: idle / 1e6 / IDLE_MS[form] };
    },
  };
}

async function runDuring(broker: BrokerServer, act: () => Promise<void>): Promise<number> {
  const before = runNsOf(broker.pid);
  await act();
  return runNsOf(broker.pid) - before;
}

function simulate(site: Site, program: string, broker: BrokerServer, ...numbers: readonly number[]): Started {
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  const words = [broker.url, DIGEST, ...numbers.map(String)];
  return start(site, [process.execPath, '--import', tsx, peer(program), ...words]);
}
