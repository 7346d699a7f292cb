import { formatNs } from '../../src/base/units.ts';
import { SERIES_DEFAULTS } from '../../src/run/series/request/setting.ts';
import { warmUpMs } from '../../src/run/series/rules.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { compareBy } from '../concur.ts';
import type { Line } from '../line.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { peer } from './peer.ts';

/** Where the time of a comparison went, in ns. */
interface Spent {
  readonly wallNs: number;
  /** What the runs’ figures are of: start-up, transfer and work. */
  readonly timedNs: number;
  readonly warmUpNs: number;
}

/** What `concur compare` of a short function takes beside what it measures: with its defaults, on all four engines. */
export const compareStart: Row<Spent> = {
  name: 'COMPARE',
  about: 'what `concur compare` takes beside its runs',
  limit:
    'Most of the time that isn’t timed are warm-ups: each run has new workers, in which V8 compiles the function again, for a tenth of a second and to the end of the unit under way. The rest is some 0.15 s of start, statistics and report, and some 12 ms a run: memory is read before and after (3 ms), and workers end (4 to 7 ms). The next start waits for that, because it is measured.',
  needs: [],
  rounds: { full: 6, quick: 2 },
  async prepare(site) {
    return { candidates: [compared(site)], lines: (spent) => linesOf(spent('compare')) };
  },
};

/** Twenty units of ten milliseconds: a run takes a tenth of a second or two. */
function compared(site: Site): Candidate<Spent> {
  return {
    name: 'compare',
    async run() {
      const { wallNs, report } = await compareBy(site, [peer('ten-ms.cjs'), '--units', '20']);
      const timed = report.runs.map(({ startupNs, transferNs, workNs }) => startupNs + transferNs + workNs);
      return {
        wallNs,
        timedNs: timed.reduce((sum, ns) => sum + ns, 0),
        warmUpNs: timed.length * warmUpMs(false) * 1e6,
      };
    },
  };
}

function linesOf(all: readonly Spent[]): Line[] {
  const notTimed = all.map(({ wallNs, timedNs }) => wallNs - timedNs);
  const beside = all.map(({ warmUpNs }, round) => (notTimed[round] ?? Number.NaN) - warmUpNs);
  const wall = all.map(({ wallNs }) => wallNs);
  return [
    {
      what: 'time that isn’t timed / the budget of a minute',
      values: notTimed.map((ns) => ns / (SERIES_DEFAULTS.budgetMs * 1e6)),
      unit: 'share',
      goals: [{ atMost: 0.1 }],
      behind: `${formatNs(median(notTimed))}, ${formatNs(median(all.map(({ warmUpNs }) => warmUpNs)))} of them warm-ups`,
    },
    {
      what: 'time beside runs and their warm-ups / all of it',
      values: beside.map((ns, round) => ns / (wall[round] ?? Number.NaN)),
      unit: 'share',
      goals: [],
      behind: `${formatNs(median(beside))} and ${formatNs(median(wall))}`,
    },
  ];
}
