import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatBytes, formatNs } from '../../src/base/units.ts';
import type { Goal } from '../line.ts';
import { type Experiment, type Row, together } from '../row.ts';
import type { Site } from '../site.ts';
import { growthOver } from './growth.ts';
import { peer, printing } from './peer.ts';

/** A /proc of 10,000 threads takes some ten seconds to make up. */
const THREADS = { full: [10, 100, 1_000, 10_000], quick: [10, 100, 1_000] } as const;
const WORKERS = [16, 64, 256, 1_024] as const;
/** A terminal as it is, and one that has a row for each worker. */
const TERMINAL_ROWS = { 'of 50 rows': 50, 'with a row for each': 1_100 } as const;

const LINEAR: readonly Goal[] = [{ atMost: 1 }];

/** What following so many threads of a made-up /proc takes: CPU time of a sample, and memory. */
interface Followed {
  readonly firstNs: number;
  readonly asleepNs: number;
  readonly awakeNs: number;
  readonly bytes: number;
}

/** What a frame of the live view takes. */
interface Drawn {
  readonly frameNs: number;
}

/** Far more threads and workers than this machine would run: what following and drawing them costs, and how that grows. */
export const scale: Row = {
  name: 'SCALE',
  about: 'thousands of threads and workers, simulated',
  needs: [],
  rounds: { full: 6, quick: 1 },
  async prepare(site, form) {
    return together([following(site, THREADS[form]), drawing(site)]);
  },
};

function following(site: Site, sizes: readonly number[]): Experiment<Followed> {
  const nameOf = (threads: number) => `${threads} threads`;
  const program = (threads: number) => [
    ...['--expose-gc', ...inTypeScript('follow-threads.ts')],
    ...[join(site.scratchDir, nameOf(threads)), `${threads}`],
  ];
  return {
    candidates: sizes.map((threads) =>
      printing<Followed>(site, nameOf(threads), [process.execPath, ...program(threads)]),
    ),
    lines(results) {
      const growth = (what: string, figure: keyof Followed, format: (value: number) => string) => {
        const valuesAt = (threads: number) => results(nameOf(threads)).map((each) => each[figure]);
        return growthOver(what, { sizes, noun: 'threads', valuesAt }, format, LINEAR);
      };
      return [
        growth('a sample of sleeping threads', 'asleepNs', formatNs),
        growth('a sample of threads that are all awake', 'awakeNs', formatNs),
        growth('meeting threads', 'firstNs', formatNs),
        growth('memory for following threads', 'bytes', formatBytes),
      ];
    },
  };
}

function drawing(site: Site): Experiment<Drawn> {
  const nameOf = (workers: number, terminal: string) => `${workers} workers on a terminal ${terminal}`;
  const terminals = Object.entries(TERMINAL_ROWS);
  return {
    candidates: terminals.flatMap(([terminal, rows]) =>
      WORKERS.map((workers) => {
        const program = [...inTypeScript('draw-workers.ts'), `${workers}`, `${rows}`];
        return printing<Drawn>(site, nameOf(workers, terminal), [process.execPath, ...program]);
      }),
    ),
    lines: (results) =>
      terminals.map(([terminal]) => {
        const valuesAt = (workers: number) =>
          results(nameOf(workers, terminal)).map(({ frameNs }) => frameNs);
        const growing = { sizes: WORKERS, noun: 'workers', valuesAt };
        return growthOver(`a frame of the live view on a terminal ${terminal}`, growing, formatNs, LINEAR);
      }),
  };
}

function inTypeScript(name: string): string[] {
  return ['--import', fileURLToPath(import.meta.resolve('tsx')), peer(name)];
}
