import { demonstrate, known } from '../concur.ts';
import type { ThreadSample } from '../launch.ts';
import type { Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median } from '../stats.ts';
import { growthLine } from './growth.ts';

const ENGINES = ['processes', 'threads'] as const;
const GROUPS = [
  { workers: 2, atMost: 0.005 },
  { workers: 8, atMost: 0.01 },
  { workers: 64, atMost: 0.03 },
  // For the growth alone.
  { workers: 256, atMost: null },
] as const;
const TERMINAL = { columns: 100, rows: 80 };
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
export const p8: Row = {
  name: 'P8',
  about: 'what drawing and sampling cost the parent',
  limit:
    'A bare Node timer that does nothing takes 0.38 % of a core at twenty times a second on this machine (the first line of WATCH). A run of three seconds, as this one, is looked at that often: three quarters of the goal for 2 workers are gone before a thread is looked at. In a run of five seconds, with twelve looks a second, it was 0.52 to 0.56 %.',
  needs: ['script', 'taskset', 'sh'],
  rounds: { full: 5, quick: 3 },
  async measure(site, run) {
    const steps = run.quick ? 20 : 60;
    const groups = ENGINES.flatMap((engine) => GROUPS.map((group) => ({ engine, ...group })));
    const shares = await takeTurns(
      groups.map(({ engine, workers }) => drawn(site, engine, workers, steps)),
      run,
    );
    const lines = groups.map(({ engine, workers, atMost }): Line => {
      const all = shares(`${engine} ${workers}`);
      const inside = median(all.map((each) => each.inside));
      return {
        row: 'P8',
        what: `${engine}, ${workers} drawn and sampled: share of a core`,
        values: all.map(({ outside }) => outside),
        unit: 'share',
        goals: atMost === null ? [] : [{ atMost }],
        behind: `${(inside * 100).toFixed(2)} % from go to the end, with the display’s start`,
      };
    });
    const growth = ENGINES.map((engine) =>
      growthLine(
        'P8',
        `${engine}: share of a core, in the middle of the work`,
        (workers) => shares(`${engine} ${workers}`).map(({ outside }) => outside),
        (share) => `${(share * 100).toFixed(2)} %`,
        [{ atMost: 1 }],
      ),
    );
    return [...lines, ...growth];
  },
};

function drawn(site: Site, engine: string, workers: number, steps: number): Candidate<Shares> {
  const args = ['-w', `${workers}`, '--engine', engine, '--steps', `${steps}`, '--step-time', `${STEP_MS}ms`];
  return {
    name: `${engine} ${workers}`,
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
