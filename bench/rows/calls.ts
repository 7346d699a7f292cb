import { formatNs } from '../../src/base/units.ts';
import type { ComparisonOutcome } from '../../src/model/documents/comparison.ts';
import { makeRunContext } from '../../src/run/run-context.ts';
import type { Candidate } from '../../src/run/series/candidate.ts';
import { judgeComparison } from '../../src/run/series/judge/judge-comparison.ts';
import { builtInWork } from '../../src/run/series/request/work.ts';
import { runSeries } from '../../src/run/series/series.ts';
import { parseWorkload } from '../../src/workloads/catalog/parse-workload.ts';
import type { Line } from '../line.ts';
import type { Row } from '../measure.ts';
import type { Site } from '../site.ts';
import { median } from '../stats.ts';

const MARGIN = 0.05;
const UNITS = 192;
const STEPS = 100_000;
/** What the other one of a pair has to do, as a share of what the first does. */
const ALIKE = 1;
const SLOWER = 1.1;

/** How often `compare` calls two identical candidates different, and how often it finds one that is 10 % slower. */
export const calls: Row = {
  name: 'CALLS',
  about: 'how often `compare` is wrong',
  limit:
    'On a machine with neighbours some of the ten runs of each meet them, and intervals become wider: then a difference of 10 % is called inconclusive rather than wrong.',
  needs: [],
  rounds: { full: 100, quick: 10 },
  async measure(site, { rounds, seed, report }) {
    const found: Record<number, { call: ComparisonOutcome; workNs: number }[]> = {
      [ALIKE]: [],
      [SLOWER]: [],
    };
    for (let experiment = 1; experiment <= rounds; experiment++) {
      report(`experiment ${experiment} of ${rounds}`);
      for (const factor of [ALIKE, SLOWER])
        found[factor]?.push(await compareOnce(site, factor, seed + experiment));
    }
    const share = (factor: number, calls: readonly ComparisonOutcome[]) =>
      found[factor]?.map(({ call }) => (calls.includes(call) ? 1 : 0)) ?? [];
    const behind = `each ${formatNs(median(found[ALIKE]?.map(({ workNs }) => workNs) ?? []))} of work, 10 runs`;
    const mean = (values: readonly number[]) => [
      values.reduce((sum, value) => sum + value, 0) / values.length,
    ];
    return [
      {
        row: 'CALLS',
        what: 'two identical engines called different',
        values: mean(share(ALIKE, ['faster', 'slower'])),
        unit: 'share',
        goals: [{ atMost: 0.05 }],
        behind,
      },
      {
        row: 'CALLS',
        what: 'a function 10 % slower found',
        values: mean(share(SLOWER, ['slower'])),
        unit: 'share',
        goals: [{ atLeast: 0.9 }],
        behind,
      },
    ] satisfies Line[];
  },
};

async function compareOnce(
  { machine }: Site,
  factor: number,
  seed: number,
): Promise<{ call: ComparisonOutcome; workNs: number }> {
  const candidates = [candidate('one', 1), candidate('other', factor)];
  const cpus = machine.allowedCpus;
  const context = makeRunContext({
    machine,
    cpus,
    seed,
    emit: () => {},
    signal: new AbortController().signal,
    env: process.env,
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

function candidate(label: string, factor: number): Candidate {
  const chosen = parseWorkload(`compute:steps=${Math.round(STEPS * factor)}`);
  return { label, engine: 'threads', python: null, workers: 1, work: builtInWork(chosen, UNITS) };
}
