import { formatCount, formatNs } from '../../src/base/units.ts';
import { runNsOf, treeRunNsOf } from '../cpu-time.ts';
import { type HostsHere, LEASE_MS, type Mapped, Submitter, startHosts } from '../hosts.ts';
import type { Goal, Line } from '../line.ts';
import { type Candidate, type Row, type RowRun, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { brokerMemory } from './broker-memory.ts';

/** Two hosts of one thread each, or two processes of one machine. */
const WORKERS = 2;
/** Of ten milliseconds, so that hosts’ chunks of 200 ms are of twenty. */
const UNITS = { full: 2_000, quick: 600 } as const;
/** Tiny units in chunks of so many, and so many of them: what the chunks cost is what is left. */
const TINY = [
  { chunk: 1, units: 6_000, prototype: 1_210 },
  { chunk: 100, units: 150_000, prototype: 123_000 },
  { chunk: 1_000, units: 1_500_000, prototype: 858_000 },
] as const;
const TRIPS = { full: 500, quick: 200 } as const;
/** For a host that is killed; it looks for leases that are over five times in each. */
const SHORT_LEASE_MS = 2_000;
const CHECKS_PER_LEASE = 5;

/** What a broker and hosts cost over workers of this machine. All of it is here, on the same CPUs. */
export const hosts: Row = {
  name: 'HOSTS',
  about: 'a map on hosts, beside the same on this machine',
  limit:
    'Broker, hosts and submitter share the CPUs of one machine here, so what they compute beside the units costs wall time as well.',
  needs: ['redis'],
  rounds: { full: 9, quick: 3 },
  async measure(site, run): Promise<Line[]> {
    return [
      ...(await tenMs(site, run, 'ten-ms.cjs', '10 ms of computing')),
      ...(await tenMs(site, run, 'wait-ten-ms.cjs', '10 ms of waiting')),
      ...(await tiny(site, run)),
      await redo(site, run),
      await brokerMemory(site),
    ];
  },
};

/** What a map took: of the clock, and of the CPUs of all that had to do with it. */
interface Cost extends Mapped {
  readonly runNs: number;
}

/** Units of ten milliseconds, in chunks as the engines cut them: some 200 ms for hosts, some 10 ms for processes. */
async function tenMs(site: Site, run: RowRun, file: string, name: string): Promise<Line[]> {
  const here = await startHosts(site, file, WORKERS);
  const [away, local] = [await here.submitter(), await Submitter.start(file, ['processes', `${WORKERS}`])];
  const units = run.quick ? UNITS.quick : UNITS.full;
  const candidates = [
    mapping(
      'hosts',
      () => runOfAll(here, away),
      () => away.map(units, 0),
    ),
    mapping(
      'processes',
      () => treeRunNsOf(local.pid),
      () => local.map(units, 0),
    ),
  ];
  // The first map starts the workers and finds out how long a unit takes.
  for (const { run: warmUp } of candidates) await warmUp();
  const cost = await takeTurns(candidates, run);
  await Promise.all([local.kill(), here.stop()]);
  const [ours, theirs] = [cost('hosts'), cost('processes')];
  const line = (what: string, of: (cost: Cost) => number, goals: readonly Goal[]): Line => {
    const [a, b] = [ours.map(of), theirs.map(of)];
    const behind = `${formatNs(median(a))} and ${formatNs(median(b))}`;
    return { row: 'HOSTS', what, values: ratios(a, b), unit: 'ratio', goals, behind };
  };
  const which = `${units} units of ${name}, 2 hosts / 2 processes`;
  return [
    line(`${which}: time`, ({ ms }) => ms * 1e6, [{ atMost: 1.03 }]),
    ...(file === 'ten-ms.cjs' ? [line(`${which}: CPU time`, ({ runNs }) => runNs, [])] : []),
  ];
}

/** Units of no work: chunks a second, what one costs, and how long one is on its way. */
async function tiny(site: Site, run: RowRun): Promise<Line[]> {
  const here = await startHosts(site, 'tiny.cjs', WORKERS);
  const [away, local] = [
    await here.submitter(),
    await Submitter.start('tiny.cjs', ['processes', `${WORKERS}`]),
  ];
  await Promise.all([away.map(1_000, 100), local.map(1_000, 100)]);
  const candidates = TINY.flatMap(({ chunk, units }) => [
    mapping(
      `hosts ${chunk}`,
      () => runOfAll(here, away),
      () => away.map(units, chunk),
    ),
    mapping(
      `processes ${chunk}`,
      () => treeRunNsOf(local.pid),
      () => local.map(units, chunk),
    ),
  ]);
  const cost = await takeTurns(candidates, run);
  const trips = await takeTurns(
    [
      {
        name: 'trips',
        run: async () => median(await away.trips(run.quick ? TRIPS.quick : TRIPS.full)) / 1e3,
      },
    ],
    run,
  );
  await Promise.all([local.kill(), here.stop()]);
  return [
    ...TINY.map(({ chunk, units, prototype }): Line => {
      const [ours, theirs] = ['hosts', 'processes'].map((who) =>
        cost(`${who} ${chunk}`).map(({ ms }) => (units / ms) * 1e3),
      ) as [number[], number[]];
      const [a, b] = [ours, theirs].map((rates) => formatCount(median(rates)));
      const behind = `${a}/s and ${b}/s; the prototype of hosts had ${formatCount(prototype)}/s`;
      const what = `tiny units in chunks of ${chunk}, hosts / processes: units a second`;
      return { row: 'HOSTS', what, values: ratios(ours, theirs), unit: 'ratio', goals: [], behind };
    }),
    ...TINY.map(({ chunk, units }): Line => {
      const values = cost(`hosts ${chunk}`).map(({ runNs }) => (runNs / 1e9 / units) * chunk);
      const what = `CPU time of broker, hosts and submitter for a chunk of ${chunk}`;
      const behind = `${formatCount(units / chunk)} chunks`;
      return { row: 'HOSTS', what, values, unit: 'seconds', goals: [{ atMost: 0.0025 }], behind };
    }),
    {
      ...{ row: 'HOSTS', what: 'a chunk of one unit to a host and back, nothing else under way' },
      ...{ values: trips('trips'), unit: 'seconds', goals: [], behind: 'the median of each round' },
    },
  ];
}

/** A host is killed that has just begun with a chunk: when another one begins with it. */
async function redo(site: Site, run: RowRun): Promise<Line> {
  const took = await takeTurns([{ name: 'redo', run: () => redoneAfterMs(site) }], run);
  const mostMs = SHORT_LEASE_MS + (2 * SHORT_LEASE_MS) / CHECKS_PER_LEASE;
  return {
    row: 'HOSTS',
    what: 'from a host’s end to its chunks begun again / its lease and two checks',
    values: took('redo').map((ms) => ms / mostMs),
    unit: 'ratio',
    goals: [{ atMost: 1 }],
    behind: `${formatNs(median(took('redo')) * 1e6)} with a lease of ${SHORT_LEASE_MS / 1e3} s; it is ${LEASE_MS / 1e3} s by default`,
  };
}

async function redoneAfterMs(site: Site): Promise<number> {
  const here = await startHosts(site, 'begun-at.cjs', WORKERS, SHORT_LEASE_MS);
  const [victim] = here.hosts;
  const submitter = await here.submitter();
  const mapped = submitter.map(2 * WORKERS, 1);
  await victim?.says('begun');
  victim?.child.kill('SIGKILL');
  const killedAt = Date.now();
  const { most } = await mapped;
  await here.stop();
  return most - killedAt;
}

function mapping(name: string, runNs: () => number, map: () => Promise<Mapped>): Candidate<Cost> {
  return {
    name,
    async run() {
      const before = runNs();
      const mapped = await map();
      return { ...mapped, runNs: runNs() - before };
    },
  };
}

function runOfAll({ broker, hosts }: HostsHere, { pid }: Submitter): number {
  return [broker.pid, pid, ...hosts.map((host) => host.pid)].reduce((sum, each) => sum + runNsOf(each), 0);
}
