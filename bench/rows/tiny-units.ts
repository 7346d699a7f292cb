import { formatCount } from '../../src/base/units.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { type Line, ratioLine } from '../line.ts';
import { type Experiment, type Form, type Results, together } from '../row.ts';
import type { Site } from '../site.ts';
import { type Cost, type HostsPair, startPair } from './hosts-pair.ts';

/** Tiny units in chunks of so many, and so many of them: what the chunks cost is what is left. */
const TINY = [
  { chunk: 1, units: 6_000, prototype: 1_210 },
  { chunk: 100, units: 150_000, prototype: 123_000 },
  { chunk: 1_000, units: 1_500_000, prototype: 858_000 },
] as const;
const TRIPS = { full: 500, quick: 200 } as const;

/** Units of no work: chunks a second, what one costs, and how long one is on its way. */
export async function tinyUnits(site: Site, form: Form): Promise<Experiment<unknown>> {
  const pair = await startPair(site, 'tiny.cjs');
  const candidates = TINY.flatMap(({ chunk, units }) => pair.mapping(nameOf(chunk), units, chunk));
  const chunks: Experiment<Cost> = {
    candidates,
    lines: (results) => [
      ...TINY.map((tiny) => rate(results, tiny)),
      ...TINY.map((tiny) => cost(results, tiny)),
    ],
    close: () => pair.stop(),
  };
  return together([chunks, trips(pair, TRIPS[form])]);
}

type Tiny = (typeof TINY)[number];

const nameOf = (chunk: number) => `tiny ${chunk}`;

function rate(results: Results<Cost>, { chunk, units, prototype }: Tiny): Line {
  const [ours = [], theirs = []] = ['hosts', 'processes'].map((who) =>
    results(`${who} ${nameOf(chunk)}`).map(({ ms }) => (units / ms) * 1e3),
  );
  const what = `tiny units in chunks of ${chunk}, hosts / processes: units a second`;
  const line = ratioLine(what, [ours, theirs], (perSecond) => `${formatCount(perSecond)}/s`);
  return { ...line, behind: `${line.behind}; the prototype of hosts had ${formatCount(prototype)}/s` };
}

function cost(results: Results<Cost>, { chunk, units }: Tiny): Line {
  return {
    what: `CPU time of broker, hosts and submitter for a chunk of ${chunk}`,
    values: results(`hosts ${nameOf(chunk)}`).map(({ runNs }) => (runNs / 1e9 / units) * chunk),
    unit: 'seconds',
    goals: [{ atMost: 0.0025 }],
    behind: `${formatCount(units / chunk)} chunks`,
  };
}

function trips({ away }: HostsPair, count: number): Experiment<number> {
  return {
    candidates: [{ name: 'trips', run: async () => median(await away.trips(count)) / 1e3 }],
    lines: (results) => [
      {
        what: 'a chunk of one unit to a host and back, nothing else under way',
        values: results('trips'),
        unit: 'seconds',
        goals: [],
        behind: 'the median of each round',
      },
    ],
  };
}
