import { demonstrate, known } from '../concur.ts';
import { launch } from '../launch.ts';
import type { Goal, Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { peer, workload } from './peer.ts';

const ENGINES = ['threads', 'processes'] as const;
const TERMINAL = { columns: 100, rows: 30 };
/** As long as an arm of the affinity experiment. */
const armMs = (quick: boolean) => (quick ? 300 : 1500);

/** What watching costs the work: a step of a nanosecond with live bars, evidence and sampling, and without. */
export const p2: Row = {
  name: 'P2',
  about: 'what watching costs the work',
  needs: ['script', 'taskset', 'sh'],
  rounds: { full: 7, quick: 3 },
  async measure(site, run) {
    const python = site.programs.python;
    const stepNs = await takeTurns(
      [
        ...ENGINES.flatMap((engine) => [watched(site, engine, run.quick), bare(site, engine, run.quick)]),
        ...(python === null ? [] : [tqdm(site, python)]),
      ],
      run,
    );
    return ENGINES.flatMap((engine): Line[] => {
      const [concur, alone] = [stepNs(engine), stepNs(`bare ${engine}`)];
      const steps = `${nsText(concur)} and ${nsText(alone)} a step`;
      const costs = `${engine}: cost of progress a step / tqdm's`;
      return [
        line(`${engine}: step rate / bare`, ratios(alone, concur), { atLeast: 0.98 }, steps),
        python === null
          ? { row: 'P2', what: costs, skipped: 'no Python 3 with tqdm' }
          : line(
              costs,
              costsOf(concur, alone, stepNs('tqdm')),
              { atMost: 0.001 },
              `tqdm ${nsText(stepNs('tqdm'))}`,
            ),
      ];
    });
  },
};

function watched(site: Site, engine: string, quick: boolean): Candidate<number> {
  return {
    name: engine,
    async run() {
      const args = ['affinity', '--engine', engine, ...(quick ? ['--quick'] : [])];
      const { trials } = await demonstrate(site, args, { terminal: TERMINAL });
      const worker = trials.find(({ label }) => label === 'alone')?.workers[0];
      // Time on the CPU: what the neighbours took away is no cost of ours.
      return known(worker?.runNs, 'runNs') / known(worker?.unitsDone, 'unitsDone');
    },
  };
}

function bare(site: Site, engine: string, quick: boolean): Candidate<number> {
  const args = [engine, `${site.machine.allowedCpus[0]}`, `${armMs(quick)}`, workload('spin')];
  return {
    name: `bare ${engine}`,
    async run() {
      const command = [process.execPath, peer('bare-spin.cjs'), ...args];
      return JSON.parse((await launch(site, { command, terminal: null })).output).stepNs;
    },
  };
}

function tqdm(site: Site, python: string): Candidate<number> {
  return {
    name: 'tqdm',
    async run() {
      const { output } = await launch(site, { command: [python, peer('loop_tqdm.py')], terminal: TERMINAL });
      return Number(/cost_ns=(\S+)/.exec(output)?.[1]);
    },
  };
}

/** May be below zero: a cost that small drowns in what two runs of the same loop differ by. */
function costsOf(concur: readonly number[], alone: readonly number[], tqdm: readonly number[]): number[] {
  return ratios(
    concur.map((stepNs, round) => stepNs - (alone[round] ?? Number.NaN)),
    tqdm,
  );
}

function line(what: string, values: readonly number[], goal: Goal, behind: string): Line {
  return { row: 'P2', what, values, unit: 'ratio', goals: [goal], behind };
}

function nsText(values: readonly number[]): string {
  return `${median(values).toFixed(3)} ns`;
}
