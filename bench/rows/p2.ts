import { median } from '../../src/stats/samples/summary.ts';
import { demonstrate, known } from '../concur.ts';
import { launch } from '../launch.ts';
import { type Line, ratioLine } from '../line.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { ratios } from '../stats.ts';
import { peer, printing, workload } from './peer.ts';

const ENGINES = ['threads', 'processes'] as const;
const TERMINAL = { columns: 100, rows: 30 };
/** As long as an arm of the affinity experiment. */
const ARM_MS = { full: 1500, quick: 300 } as const;

/** The CPU time of a step, in ns: what the neighbours took away is no cost of ours. */
interface Stepped {
  readonly stepNs: number;
}

/** What watching costs the work: a step of a nanosecond with live bars, evidence and sampling, and without. */
export const p2: Row<Stepped> = {
  name: 'P2',
  about: 'what watching costs the work',
  needs: ['script', 'taskset', 'sh'],
  rounds: { full: 7, quick: 3 },
  async prepare(site, form) {
    const { python } = site.programs;
    const bare = (engine: string) => [engine, `${site.machine.allowedCpus[0]}`, `${ARM_MS[form]}`];
    return {
      candidates: [
        ...ENGINES.flatMap((engine) => [
          watched(site, engine, form === 'quick'),
          printing<Stepped>(site, `bare ${engine}`, [
            ...[process.execPath, peer('bare-spin.cjs'), ...bare(engine), workload('spin')],
          ]),
        ]),
        ...(python === null ? [] : [tqdm(site, python)]),
      ],
      lines(results) {
        const stepNs = (name: string) => results(name).map((stepped) => stepped.stepNs);
        return ENGINES.flatMap((engine): Line[] => {
          const [concur, alone] = [stepNs(engine), stepNs(`bare ${engine}`)];
          const rate = `${engine}: step rate / bare`;
          return [
            ratioLine(rate, [alone, concur], nsText, [{ atLeast: 0.98 }]),
            costLine(engine, concur, alone, stepNs('tqdm')),
          ];
        });
      },
    };
  },
};

function watched(site: Site, engine: string, quick: boolean): Candidate<Stepped> {
  return {
    name: engine,
    async run() {
      const args = ['affinity', '--engine', engine, ...(quick ? ['--quick'] : [])];
      const { trials } = await demonstrate(site, args, { terminal: TERMINAL });
      const worker = trials.find(({ label }) => label === 'alone')?.workers[0];
      return { stepNs: known(worker?.runNs, 'runNs') / known(worker?.unitsDone, 'unitsDone') };
    },
  };
}

function tqdm(site: Site, python: string): Candidate<Stepped> {
  return {
    name: 'tqdm',
    async run() {
      const { output } = await launch(site, { command: [python, peer('loop_tqdm.py')], terminal: TERMINAL });
      return { stepNs: Number(/cost_ns=(\S+)/.exec(output)?.[1]) };
    },
  };
}

/** May be below zero: a cost that small drowns in what two runs of the same loop differ by. */
function costLine(
  engine: string,
  concur: readonly number[],
  alone: readonly number[],
  tqdm: readonly number[],
): Line {
  const what = `${engine}: cost of progress a step / tqdm’s`;
  if (tqdm.length === 0) return { what, skipped: 'no Python 3 with tqdm' };
  const costs = concur.map((stepNs, round) => stepNs - (alone[round] ?? Number.NaN));
  const behind = `tqdm ${nsText(median(tqdm))}`;
  return { what, values: ratios(costs, tqdm), unit: 'ratio', goals: [{ atMost: 0.001 }], behind };
}

function nsText(ns: number): string {
  return `${ns.toFixed(3)} ns`;
}
