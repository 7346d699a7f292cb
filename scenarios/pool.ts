import {
  type Checked,
  claim,
  claimUnless,
  defineScenario,
  formatNs,
  formatRatio,
  left,
  type Observation,
  observationOf,
  pythonWork,
  type ResultTable,
  ratioOf,
  right,
  runnable,
  type Setting,
  uniformTrial,
  whyNoPython,
  workOf,
} from '../src/scenario-api/index.ts';

const SPAWN = 'Node, a thread for each task';
const REUSE = 'Node, two threads for all';
const PYTHON_SPAWN = 'Python, a thread for each task';
const PYTHON_REUSE = 'Python, two threads for all';

/** Threads of the pool. */
const LANES = 2;
/** How many times the CPU time a task costs, at least, where it has a thread of its own. */
const DEARER = 4;

export default defineScenario({
  name: 'pool',
  order: 150,
  question: 'Why keep threads in a pool, not one for each task?',
  hypothesis:
    'A thread costs far more than a tiny task. In a pool the same two threads do all tasks, for a fraction of the CPU time.',
  needsCpus: 1,
  engines: [],
  follows: [],
  usesPython: true,

  plan(machine, setting) {
    const amount = { units: tasksOf(setting) };
    const node = (label: string, mode: string) =>
      uniformTrial(label, 'processes', 1, workOf('tasks', { mode }, amount, 15));
    const python = (label: string, mode: string) =>
      uniformTrial(label, 'python-processes', 1, pythonWork('tasks', { mode }, amount, 1));
    return {
      asked: `${amount.units} tiny tasks, two at a time: each on its own thread, then all on two threads`,
      ...runnable(
        [node(SPAWN, 'spawn'), node(REUSE, 'reuse')],
        [whyNoPython(machine), [python(PYTHON_SPAWN, 'spawn'), python(PYTHON_REUSE, 'reuse')]],
      ),
    };
  },

  judge(observations, machine, setting) {
    const why = whyNoPython(machine);
    const tasks = tasksOf(setting);
    const seen = (label: string) => observationOf(observations, label);
    const cost = ratioOf(cpuPerTask(seen(SPAWN)), cpuPerTask(seen(REUSE)));
    return {
      claims: [
        claim('spawn-threads', 'each task has its own thread', ranOn(tasks, seen(SPAWN))),
        claim('reuse-threads', 'the pool’s two threads do all tasks', ranOn(LANES, seen(REUSE))),
        claim('cost', 'a new thread per task costs many times the CPU time', {
          expected: `at least ${DEARER} ×`,
          observed: cost === null ? 'unknown' : `${formatRatio(cost)} ×`,
          holds: cost === null ? null : cost >= DEARER,
        }),
        claimUnless(why, 'python-spawn', 'Python: each task has its own thread', () =>
          ranOn(tasks, seen(PYTHON_SPAWN)),
        ),
        claimUnless(why, 'python-reuse', 'Python: ThreadPoolExecutor’s threads do all tasks', () =>
          ranAtMostOn(LANES, seen(PYTHON_REUSE)),
        ),
      ],
      story: [
        'A Node thread is an isolate: each new one makes its own heap, event loop and compiled code.',
        'Python’s threads share all of that, so one costs little more than the kernel’s part.',
        'The engine “pool” of concur compare is such a pool (piscina); parallelMap keeps its workers too.',
      ],
      tables: [costs(observations)],
    };
  },
});

function tasksOf({ quick }: Setting): number {
  return quick ? 20 : 120;
}

/** The different kernel threads that tasks ran on; null where unknown. */
function tidsOf({ workers: [program] }: Observation): number | null {
  return ((program?.finding ?? {}) as { tids?: number | null }).tids ?? null;
}

function ranOn(threads: number, observation: Observation): Checked {
  const tids = tidsOf(observation);
  return {
    expected: `${threads} TIDs`,
    observed: tids === null ? 'unknown' : `${tids}`,
    holds: tids === null ? null : tids === threads,
  };
}

/** An executor starts its second thread only when the first is busy: https://docs.python.org/3/library/concurrent.futures.html */
function ranAtMostOn(threads: number, observation: Observation): Checked {
  const tids = tidsOf(observation);
  return {
    expected: `1 to ${threads} TIDs`,
    observed: tids === null ? 'unknown' : `${tids}`,
    holds: tids === null ? null : tids >= 1 && tids <= threads,
  };
}

/** CPU time of all threads of the program for each task, in ns. */
function cpuPerTask({ workers: [program] }: Observation): number | null {
  return ratioOf(program?.processCpuNs ?? null, program?.unitsDone ?? null);
}

function costs(observations: readonly Observation[]): ResultTable {
  return {
    title: 'the cost of a tiny task',
    columns: [left('tasks on'), right('tasks'), right('TIDs'), right('CPU time each')],
    rows: observations.map((observation) => [
      observation.label,
      `${observation.workers[0]?.unitsDone ?? '?'}`,
      `${tidsOf(observation) ?? '?'}`,
      formatNs(cpuPerTask(observation)),
    ]),
  };
}
