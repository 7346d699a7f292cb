import { readMachine } from '../machine/read-machine.ts';
import { Sysroot } from '../machine/sysroot.ts';
import type { Machine } from '../model/machine.ts';
import type { Exit } from '../model/report.ts';
import { NO_COUNTS } from '../model/topology.ts';
import { recommendationInWords } from '../report/words/recommendation.ts';
import { scalingInWords } from '../report/words/scaling.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';
import { documentHead } from './documents.ts';
import { NO_COMPARISON, NO_SCALING } from './nothing-found.ts';
import type { CommandName } from './options-table.ts';

/** The machine as a document shows it, where no command has read it yet. */
export function machineOrNull(): Promise<Machine | null> {
  return readMachine(new Sysroot(), process.env.PATH).catch(() => null);
}

/** What the documents of the commands have besides their heads, before anything is known. */
const BODIES: { readonly [command in CommandName]: object } = {
  list: { scenarios: [] },
  demo: { thresholds: THRESHOLDS, scenarios: [] },
  compare: {
    workload: null,
    seed: null,
    ...NO_COMPARISON,
    recommendation: recommendationInWords(NO_COMPARISON.recommendation),
  },
  scale: { workload: null, engine: null, seed: null, ...scalingInWords(NO_SCALING) },
  cores: {
    sysroot: null,
    cpus: [],
    caches: [],
    counts: NO_COUNTS,
    limits: [],
    quotaCpus: null,
    effectiveCpus: null,
    claims: [],
    measured: null,
    thresholds: THRESHOLDS,
    recommendedWorkers: null,
    recommendations: [],
  },
  check: {
    thresholds: THRESHOLDS,
    outcome: 'inconclusive',
    checks: [],
    recommendedWorkers: null,
    parallelism: null,
  },
  explain: { concepts: [] },
  report: {},
  completion: {},
  watch: {
    thresholds: THRESHOLDS,
    command: null,
    pid: 0,
    end: null,
    durationNs: 0,
    intervalMs: 0,
    looks: 0,
    threads: [],
    omittedThreads: 0,
    unseenNs: null,
    r: null,
    d: null,
    kind: null,
    because: 'nothing was watched',
    causes: [],
    busyThreads: 0,
    coresBusy: [],
    conditions: {
      othersCpus: null,
      idleCpus: null,
      steal: null,
      throttledPeriods: null,
      longestPauseNs: 0,
      sawStopped: false,
    },
    timeline: null,
  },
};

/** The document of a command that never began: whole all the same. */
export async function errorDocument(typed: string | undefined, exit: Exit): Promise<string> {
  const machine = await machineOrNull();
  const head = { startedAt: new Date(), machine, options: {}, warnings: [], exit };
  const command = typed !== undefined && typed in BODIES ? (typed as CommandName) : 'demo';
  return `${JSON.stringify({ ...documentHead(`concur/${command}@1`, head), ...BODIES[command] }, null, 2)}\n`;
}
