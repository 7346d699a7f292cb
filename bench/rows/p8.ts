import { median } from '../../src/stats/samples/summary.ts';
import { demonstrate, known } from '../concur.ts';
import type { ThreadSample } from '../launch.ts';
import type { Line } from '../line.ts';
import type { Candidate, Results, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { growthLine } from './growth.ts';

const ENGINES = ['processes', 'threads'] as const;
const GROUPS = [
  { workers: 2, atMost: 0.005 },
  { workers: 8, atMost: 0.007 },
  { workers: 64, atMost: 0.03 },
  // For the growth alone.
  { workers: 256, atMost: null },
] as const;
const TERMINAL = { columns: 100, rows: 80 };
const STEPS = { full: 60, quick: 20 } as const;
const STEP_MS = 50;
/** The middle of the work, as shares of it before the end: neither the start of the display nor the report is in it. */
const [FROM, TO] = [0.75, 0.15];

interface Shares {
  /** The parent's main thread from go to the end, as concur reports it: the display's start, once, is in it. */
  readonly inside: number;
  /** The same thread in the middle of the work, as another process sees it. */
  readonly outside: number;
}

/** What drawing and sampling cost the parent while its workers work. */
export const p8: Row<Shares> = {
  name: 'P8',
  about: 'what drawing and sampling cost the parent',
  limit:
    'Waking up is the least of it, and its cost is Node’s: beside other work a C program that sleeps takes 17 us for each time (nanosleep or epoll_pwait), Atomics.wait in Node 34, and a Node timer that does nothing 70 to 100 (perf record: 40 % in two epoll_pwait, since libuv polls before it waits, 26 % in timers, 17 % in looking for immediates). On a quiet machine, whose CPUs fall asleep in between, that timer took 190: 0.19 % of a core at ten times a second, which is how often a trial is sampled, and drawn, as long as nothing changes.',
  needs: ['script', 'taskset', 'sh'],
  rounds: { full: 6, quick: 3 },
  async prepare(site, form) {
    const groups = ENGINES.flatMap((engine) => GROUPS.map((group) => ({ engine, ...group })));
    return {
      candidates: groups.map(({ engine, workers }) => drawn(site, engine, workers, STEPS[form])),
      lines: (results) => [
        ...groups.map(({ engine, workers, atMost }) => shareLine(results, `${engine}, ${workers}`, atMost)),
        ...ENGINES.map((engine) =>
          growthLine(
            `${engine}: share of a core, in the middle of the work`,
            (workers) => results(`${engine}, ${workers}`).map(({ outside }) => outside),
            (share) => `${(share * 100).toFixed(2)} %`,
            [{ atMost: 1 }],
          ),
        ),
      ],
    };
  },
};

function shareLine(results: Results<Shares>, name: string, atMost: number | null): Line {
  const inside = median(results(name).map((each) => each.inside));
  return {
    what: `${name} drawn and sampled: share of a core`,
    values: results(name).map(({ outside }) => outside),
    unit: 'share',
    goals: atMost === null ? [] : [{ atMost }],
    behind: `${(inside * 100).toFixed(2)} % from go to the end, with the display’s start`,
  };
}

function drawn(site: Site, engine: string, workers: number, steps: number): Candidate<Shares> {
  const args = ['-w', `${workers}`, '--engine', engine, '--steps', `${steps}`, '--step-time', `${STEP_MS}ms`];
  return {
    name: `${engine}, ${workers}`,
    async run() {
      const demo = await demonstrate(site, ['multicore', ...args], { terminal: TERMINAL, watch: true });
      const { main, wallNs } = demo.trials[0] ?? {};
      return {
        inside: known(main?.runNs, 'main.runNs') / known(wallNs, 'wallNs'),
        outside: shareBetween(demo.samples, demo.wallNs, steps * STEP_MS * 1e6),
      };
    },
  };
}

function shareBetween(samples: readonly ThreadSample[], endNs: number, workNs: number): number {
  const middle = samples.filter(({ atNs }) => atNs > endNs - FROM * workNs && atNs < endNs - TO * workNs);
  const [first, last] = [middle[0], middle.at(-1)];
  if (first === undefined || last === undefined || first === last) return Number.NaN;
  return (last.runNs - first.runNs) / (last.atNs - first.atNs);
}
