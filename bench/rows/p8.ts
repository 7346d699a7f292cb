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
    'A bare Node timer that does nothing takes 0.38 % of a core at twenty times a second on this machine (the first line of WATCH). A run of three seconds, as this one, is looked at that often: three quarters of the goal for 2 workers are gone before a thread is looked at. In a run of five seconds, with twelve looks a second, it was 0.52 to 0.56 %.',
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
