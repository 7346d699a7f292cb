import { formatNs } from '../../src/base/units.ts';
import type { ComparisonOutcome } from '../../src/model/documents/comparison.ts';
import { makeRunContext } from '../../src/run/run-context.ts';
import type { Candidate as Compared } from '../../src/run/series/candidate.ts';
import { judgeComparison } from '../../src/run/series/judge/judge-comparison.ts';
import { builtInWork } from '../../src/run/series/request/work.ts';
import { runSeries } from '../../src/run/series/series.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { parseWorkload } from '../../src/workloads/catalog/parse-workload.ts';
import { candidateEnvironment } from '../launch.ts';
import type { Goal, Line } from '../line.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';

const MARGIN = 0.05;
const UNITS = 192;
const STEPS = 100_000;
/** What the other one of a pair has to do, as a share of what the first does. */
const ALIKE = 1;
const SLOWER = 1.1;

interface Called {
  readonly call: ComparisonOutcome;
  readonly workNs: number;
}

/** How often `compare` calls two identical candidates different, and how often it finds one that is 10 % slower. */
export const calls: Row<Called> = {
  name: 'CALLS',
  about: 'how often `compare` is wrong',
  limit:
    'On a machine with neighbours some of the ten runs of each meet them, and intervals become wider: then a difference of 10 % is called inconclusive rather than wrong.',
  needs: [],
  rounds: { full: 100, quick: 10 },
  async prepare(site) {
    return {
      candidates: [comparing(site, 'alike', ALIKE), comparing(site, 'slower', SLOWER)],
      lines(results) {
        const workNs = median(results('alike').map((called) => called.workNs));
        const line = (what: string, name: string, asked: readonly ComparisonOutcome[], goal: Goal): Line => ({
          what,
          values: results(name).map(({ call }) => (asked.includes(call) ? 1 : 0)),
          unit: 'cases',
          goals: [goal],
          behind: `each ${formatNs(workNs)} of work, 10 runs`,
        });
        return [
          line('two identical engines called different', 'alike', ['faster', 'slower'], { atMost: 0.05 }),
          line('a function 10 % slower found', 'slower', ['slower'], { atLeast: 0.9 }),
        ];
      },
    };
  },
};

/** Another seed for each comparison: its interval comes from resamples. */
function comparing(site: Site, name: string, factor: number): Candidate<Called> {
  let seed = 1;
  return { name, run: () => compareOnce(site, factor, seed++) };
}

async function compareOnce(site: Site, factor: number, seed: number): Promise<Called> {
  const candidates = [compared('one', 1), compared('other', factor)];
  const { machine } = site;
  const cpus = machine.allowedCpus;
  const context = makeRunContext({
    machine,
    cpus,
    seed,
    emit: () => {},
    signal: new AbortController().signal,
    env: candidateEnvironment(site),
  });
  const series = await runSeries({
    title: 'calls',
    candidates,
    layout: { cpus, pin: 'none', warmUpMs: 20 },
    rules: { enoughRuns: 10, enoughNs: Infinity, fewestRuns: 10, deadlineNs: Infinity },
    context,
  });
  const { comparisons, results } = judgeComparison(candidates, series, { margin: MARGIN, seed });
  const call = comparisons.find(({ metric }) => metric === 'work')?.call ?? 'inconclusive';
  return { call, workNs: results[0]?.workNs.median ?? Number.NaN };
}

function compared(label: string, factor: number): Compared {
  const chosen = parseWorkload(`compute:steps=${Math.round(STEPS * factor)}`);
  return { label, engine: 'threads', python: null, workers: 1, work: builtInWork(chosen, UNITS) };
}
