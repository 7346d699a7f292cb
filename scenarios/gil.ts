import {
  allCoresWanted,
  type Checked,
  claim,
  claimUnless,
  defineScenario,
  formatNs,
  formatRatio,
  formatShare,
  foundPython,
  handOverLock,
  hasGil,
  left,
  lockOf,
  lockText,
  type Machine,
  type Observation,
  observationOf,
  oneAtATime,
  pythonWork,
  type ResultTable,
  ratioOf,
  right,
  runnable,
  spinFor,
  sumOf,
  uniformTrial,
  wantsAllCores,
  whyNoPython,
  whyNoWaits,
  withoutGil,
} from '../src/scenario-api/index.ts';

const PYTHON_THREADS = 'Python, two threads';
const PYTHON_PROCESSES = 'Python, two processes';
const NODE_THREADS = 'Node, two threads';
const NODE_MUTEX = 'Node, two threads, a mutex';

/** CPython's default, where there is no Python to ask. */
const USUAL_INTERVAL_NS = 5e6;
/**
 * In a turn of two intervals a thread blocks once, for the lock. CPython's also to look whether it is asked for, until the
 * other has taken it, and for the mutex beside the lock where both come at once: 3.4 times were seen. A tenth of the interval
 * would be ten times as many.
 */
const SWITCHES_A_TURN = { least: 0.8, most: 5 };

export default defineScenario({
  name: 'gil',
  order: 190,
  question: 'What is the GIL, and what does it do to threads?',
  hypothesis:
    'Two Python threads keep one core busy together, and hand the GIL over once per switch interval. Two processes keep two cores busy. With one mutex, Node’s threads look the same.',
  needsCpus: 2,
  engines: [],
  follows: [],
  usesPython: true,
  isAboutPython: true,
  shuffleTrials: true,

  plan(machine, setting) {
    const durationMs = setting.quick ? 250 : 1500;
    const python = pythonWork('spin', {}, { durationMs });
    const mutex = handOverLock(durationMs, intervalNs(machine) / 1e6);
    return {
      asked: `two workers that only compute, ${durationMs} ms each time: threads, processes, and threads that share one mutex`,
      ...withoutGil(
        machine,
        'Without a GIL, two Python threads want two cores, as two processes and Node’s threads do. Only a mutex makes them run one at a time.',
      ),
      ...runnable(
        [
          uniformTrial(NODE_THREADS, 'threads', 2, spinFor(durationMs)),
          uniformTrial(NODE_MUTEX, 'threads', 2, mutex),
        ],
        [
          whyNoPython(machine),
          [
            uniformTrial(PYTHON_THREADS, 'python-threads', 2, python),
            uniformTrial(PYTHON_PROCESSES, 'python-processes', 2, python),
          ],
        ],
      ),
    };
  },

  judge(observations, machine) {
    const why = whyNoPython(machine);
    const mutex = observationOf(observations, NODE_MUTEX);
    const interval = intervalNs(machine);
    return {
      claims: [
        ...(hasGil(machine)
          ? [
              claimUnless(why, 'python-threads', 'two Python threads run one at a time', () =>
                oneAtATime(observationOf(observations, PYTHON_THREADS)),
              ),
              claimUnless(
                why ?? whyNoWaits(observationOf(observations, PYTHON_THREADS)),
                'python-lock',
                'whoever waits does so at one lock, and it lies in _PyRuntime',
                () => atTheGil(observationOf(observations, PYTHON_THREADS)),
              ),
              claimUnless(why, 'python-switches', 'each hands the GIL over once per switch interval', () =>
                handsOverEvery(interval, observationOf(observations, PYTHON_THREADS)),
              ),
            ]
          : [
              claimUnless(why, 'python-threads', 'without a GIL, two Python threads want two cores', () =>
                allCoresWanted(observationOf(observations, PYTHON_THREADS)),
              ),
            ]),
        claimUnless(why, 'python-processes', 'two Python processes want two cores', () =>
          allCoresWanted(observationOf(observations, PYTHON_PROCESSES)),
        ),
        wantsAllCores(
          'node-threads',
          'two Node threads want two cores',
          observationOf(observations, NODE_THREADS),
        ),
        claim('node-mutex', 'with one mutex, two Node threads run one at a time', oneAtATime(mutex)),
        claim(
          'node-switches',
          'each hands the mutex over once per hold time',
          handsOverEvery(interval, mutex),
        ),
      ],
      story: storyOf(machine),
      tables: [signatures(observations, interval)],
    };
  },
});

function intervalNs(machine: Machine): number {
  return foundPython(machine)?.switchIntervalNs ?? USUAL_INTERVAL_NS;
}

/** While neither ran, the lock’s holder was queued for a core: then it passes more seldom, and no turn is missed. */
function handsOverEvery(interval: number, observation: Observation): Checked {
  const turns = turnsEach(interval, observation);
  const seen = switchesEach(observation);
  const { least, most } = SWITCHES_A_TURN;
  const ranShare = Math.min(1, observation.r ?? 1);
  const [fewest, highest] = [Math.floor(least * ranShare * (turns ?? 0)), Math.ceil(most * (turns ?? 0))];
  const running = ranShare < 1 ? `, in which they ran for ${formatShare(ranShare)} of the time` : '';
  return {
    expected:
      turns === null
        ? 'unknown'
        : `${fewest} to ${highest} voluntary switches each, for ${turns} turns of 2 × ${formatNs(interval)}${running}`,
    observed: seen === null ? 'unknown' : `${seen}`,
    holds: turns === null || seen === null ? null : seen >= fewest && seen <= highest,
    loadSensitive: true,
  };
}

/**
 * Both wait at the same lock, and that is the interpreter's. Without its symbol, which one it is stays open. Who was asked to
 * let go of it waits, at a futex beside it, until it has been taken: for long where the other one is queued for a core.
 */
function atTheGil({ workers }: Observation): Checked {
  const locks = workers.map(lockOf);
  const [first] = locks;
  const isOne = locks.every((lock) => lock?.id === first?.id);
  const isNamed = locks.every((lock) => lock !== null && lock.symbol !== null);
  return {
    expected: 'the same lock for both, within _PyRuntime',
    observed: workers.map(lockText).join(', '),
    holds: locks.includes(null) || (isOne && !isNamed) ? null : isOne && locks.every((lock) => lock?.isGil),
    loadSensitive: true,
  };
}

function turnsEach(interval: number, { wallNs }: Observation): number | null {
  return wallNs === null ? null : Math.round(wallNs / (2 * interval));
}

/** Voluntary switches of a worker, on average. */
function switchesEach({ workers }: Observation): number | null {
  const mean = ratioOf(sumOf(workers.map((worker) => worker.voluntarySwitches)), workers.length);
  return mean === null ? null : Math.round(mean);
}

function storyOf(machine: Machine): string[] {
  const python = foundPython(machine);
  if (python === null) return ['Only Node ran here: see below why Python did not'];
  const kind = python.isFreeThreaded ? 'a free-threaded build' : 'an ordinary build';
  const why = python.why === null ? '' : ` (${python.why})`;
  return [
    `Python ${python.version} is ${kind}, its GIL is ${python.hasGil ? 'on' : 'off'}${why}; its switch interval is ${formatNs(python.switchIntervalNs)}`,
    'A thread that waits for a lock is blocked: busy stays at one core, queued near 0, and the thread switches voluntarily.',
    python.hasGil
      ? 'The GIL is a mutex around the interpreter: each process has its own; Node’s threads (isolates) have none.'
      : 'Without a GIL, Python’s threads are like any others.',
  ];
}

/** What each pair of workers looks like to the kernel. */
function signatures(observations: readonly Observation[], interval: number): ResultTable {
  return {
    title: 'the signature of each pair',
    columns: [
      left('workers'),
      right('busy'),
      right('queued'),
      right('voluntary switches each'),
      right('turns each'),
    ],
    rows: observations.map((observation) => [
      observation.label,
      formatRatio(observation.r),
      formatRatio(observation.d),
      `${switchesEach(observation) ?? '?'}`,
      `${turnsEach(interval, observation) ?? '?'}`,
    ]),
  };
}
