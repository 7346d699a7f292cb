import { fileURLToPath } from 'node:url';
import { formatCount } from '../../src/base/units.ts';
import { launch } from '../launch.ts';
import { type Goal, type Line, ratioLine } from '../line.ts';
import type { Candidate, Form, Results } from '../row.ts';
import type { Site } from '../site.ts';
import { peer } from './peer.ts';

/** Tasks per second from when all workers were up: to all answers in memory, and to a list of them in the program's language. */
export interface Rates {
  readonly answered: number;
  readonly listed: number;
}

/** Enough for a figure; piscina would take half a minute for the rest. */
const FEW_TASKS = { full: 100_000, quick: 20_000 } as const;
const MANY_TASKS = 1_000_000;
/** So many that what V8 does in the first milliseconds, compiling, no longer counts. */
export const MOST_TASKS = 8_000_000;

/** The candidates of P5 and P6: the same task, by default as many workers as there are CPUs. */
export function tinyTasks(site: Site, form: Form) {
  const usual = Math.max(2, site.machine.allowedCpus.length);
  const [many, few] = [MANY_TASKS, FEW_TASKS[form]];
  const node = (...args: readonly string[]) => [process.execPath, ...args];
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  return {
    concur: (
      engine: 'threads' | 'processes',
      chunk: number | 'auto',
      { tasks = many, workers = usual }: { tasks?: number; workers?: number } = {},
    ) =>
      candidate(
        site,
        [engine, `${chunk}`, ...namedAmount(tasks, many), ...(workers === usual ? [] : [`@${workers}`])].join(
          ' ',
        ),
        tasks,
        [...node('--import', tsx, peer('map-concur.ts')), ...[engine, `${workers}`, `${chunk}`, `${tasks}`]],
      ),
    /** A pool of another package: how it is called here, its program, and what that takes beside. */
    pool: ({ name, program, args }: Pool) =>
      candidate(site, name, few, [...node(peer(program)), `${usual}`, `${few}`, ...args]),
    python: (python: string, pool: PythonPool) =>
      candidate(site, pool, many, [python, peer('map_pool.py'), `${usual}`, `${many}`, pool]),
    /** Threads of a Node program that does nothing else. */
    bare: (chunk: number, tasks = many) =>
      candidate(site, ['bare', `${chunk}`, ...namedAmount(tasks, many)].join(' '), tasks, [
        ...node(peer('map-bare.cjs')),
        ...[`${usual}`, `${chunk}`, `${tasks}`],
      ]),
    c: (program: string, chunk: number, memory: 'fresh' | 'touched', tasks = many) =>
      candidate(site, ['C', `${chunk}`, memory, ...namedAmount(tasks, many)].join(' '), tasks, [
        program,
        ...[`${usual}`, `${chunk}`, `${tasks}`, memory],
      ]),
  };
}

/** Another package that does tasks on workers. */
export interface Pool {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

export const PISCINA: Pool = { name: 'piscina', program: 'map-piscina.mjs', args: [] };
/** Node’s own processes, which get chunks of 100 as Python’s do. */
export const CLUSTER: Pool = { name: 'node:cluster', program: 'map-cluster.mjs', args: [] };

/** Python’s own pools of processes. */
export const PYTHON_POOLS = ['multiprocessing', 'concurrent.futures'] as const;
type PythonPool = (typeof PYTHON_POOLS)[number];

/** Those that bench/package.json names, on threads and on processes. What p-map calls stays on its own thread. */
export const OTHER_POOLS: { readonly [engine in 'threads' | 'processes']: readonly Pool[] } = {
  threads: [
    { name: 'poolifier', program: 'map-poolifier.mjs', args: [] },
    { name: 'tinypool', program: 'map-tinypool.mjs', args: ['worker_threads'] },
    { name: 'workerpool', program: 'map-workerpool.mjs', args: ['thread'] },
    { name: 'p-map', program: 'map-p-map.mjs', args: [] },
  ],
  processes: [
    { name: 'tinypool (processes)', program: 'map-tinypool.mjs', args: ['child_process'] },
    { name: 'workerpool (processes)', program: 'map-workerpool.mjs', args: ['process'] },
  ],
};

const UNINSTALLED = 'bench/package.json names what isn’t installed: npm ci --prefix bench';

function namedAmount(tasks: number, usual: number): string[] {
  return tasks === usual ? [] : [`${tasks / 1e6} M`];
}

/** Rates up to when answers stood in memory, or in a list. */
export function comparing(results: Results<Rates>, upTo: keyof Rates) {
  return (name: string, other: string, goals: readonly Goal[]): Line => {
    const what = `${name} / ${other}, tasks a second`;
    const [ours, theirs] = [name, other].map((who) => results(who).map((rates) => rates[upTo]));
    if (ours === undefined || theirs === undefined || theirs.length === 0)
      return { what, skipped: lackOf(other) };
    return ratioLine(what, [ours, theirs], (rate) => `${formatCount(rate)}/s ${upTo}`, goals);
  };
}

/** Why packages that bench/package.json names can’t be measured here; null where they can. */
export function lackOfPools({ missingPackages }: Site): string | null {
  return missingPackages.length === 0 ? null : UNINSTALLED;
}

/** Why a candidate of this name isn't there. */
function lackOf(name: string): string {
  if (name.startsWith('C ')) return 'no C compiler';
  return PYTHON_POOLS.some((pool) => pool === name) ? 'no Python 3' : UNINSTALLED;
}

function candidate(site: Site, name: string, tasks: number, command: readonly string[]): Candidate<Rates> {
  return {
    name,
    async run() {
      const { output } = await launch(site, { command, terminal: null });
      const { answeredMs, listedMs, sum } = JSON.parse(output);
      // Each task answers with twice its number.
      if (sum !== tasks * (tasks - 1)) throw new Error(`${name} has lost tasks: their sum is ${sum}`);
      return { answered: (tasks / answeredMs) * 1e3, listed: (tasks / listedMs) * 1e3 };
    },
  };
}
