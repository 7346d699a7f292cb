import {
  allUnitsDone,
  type Checked,
  claim,
  claimUnless,
  countOf,
  defineScenario,
  given,
  left,
  observationOf,
  pinsApplied,
  pythonWork,
  type ResultTable,
  right,
  runnable,
  type Setting,
  seenOnOwnCpu,
  slot,
  trial,
  type WorkerRecord,
  whyNoPython,
  workOf,
} from '../src/scenario-api/index.ts';

const NODE = 'a bar per core, one for failures';
const PYTHON = 'Python, multiprocessing.Pool';
const COLLECTOR = 'failed';

/** More bars than these would show nothing else. */
const MOST_WORKERS = 8;
const NAP_MS = 10;
const TIMEOUT_MS = 60;

export default defineScenario({
  name: 'progress-map',
  order: 180,
  question: 'How do I see each core’s part of a map, and its failures?',
  hypothesis:
    'One worker per core tries each input exactly once. Inputs that throw or time out are collected, the map continues, and Python’s Pool gives the same results.',
  needsCpus: 1,
  engines: [],
  follows: [],
  usesPython: true,

  plan(machine, setting) {
    const { inputs, failing, slow } = workFor(setting);
    const common = { failing, slow, napMs: NAP_MS, timeoutMs: TIMEOUT_MS };
    const cpus = cpusOf(setting);
    const mappers = cpus.map((cpu, index) =>
      slot(index, {
        name: `Core ${cpu}`,
        engine: 'threads',
        cpu,
        work: workOf(
          'map-inputs',
          { ...common, first: index, stride: cpus.length },
          { units: shareOf(inputs, index, cpus.length) },
        ),
      }),
    );
    const units = failing.length + slow.length;
    const collector = slot(cpus.length, {
      name: COLLECTOR,
      engine: 'threads',
      cpu: null,
      // It has nothing to do until something fails.
      work: workOf('count-failures', {}, { units }, (inputs * NAP_MS) / units),
    });
    const pool = pythonWork(
      'map_inputs',
      { ...common, inputs, workers: cpus.length },
      { units: 1 },
      inputs * NAP_MS,
    );
    return {
      asked: `${inputs} inputs on ${countOf(cpus.length, 'core')}; ${failing.length} of them throw, ${slow.length} never finish and time out after ${TIMEOUT_MS} ms`,
      ...runnable(
        [trial(NODE, [...mappers, collector])],
        [
          whyNoPython(machine),
          [trial(PYTHON, [slot(0, { name: 'pool', engine: 'python-processes', cpu: null, work: pool })])],
        ],
      ),
    };
  },

  judge(observations, machine, setting) {
    const node = observationOf(observations, NODE);
    const mappers = node.workers.filter(({ name }) => name !== COLLECTOR);
    const found = merged(mappers);
    const { inputs, failing, slow } = workFor(setting);
    const why = whyNoPython(machine);
    const python = () => (observationOf(observations, PYTHON).workers[0]?.finding ?? null) as Found | null;
    const expected = `inputs ${failing.join(', ')} threw, ${slow.join(', ')} timed out`;
    return {
      claims: [
        {
          ...allUnitsDone(mappers),
          id: 'each-once',
          statement: 'every input is tried exactly once, also after a failure',
        },
        claim('failures', 'exactly the inputs that fail are collected', collected(expected, found, setting)),
        {
          ...allUnitsDone(node.workers.filter(({ name }) => name === COLLECTOR)),
          id: 'counted',
          statement: 'the failure bar counts each failure',
        },
        pinsApplied(mappers),
        seenOnOwnCpu(mappers),
        claimUnless(why, 'python-same', 'Python’s Pool gives the same sum', () => sameSum(found, python())),
        claimUnless(why, 'python-failures', 'Python’s Pool collects the same failures', () =>
          collected(expected, python(), setting),
        ),
      ],
      story: [
        `${countOf(mappers.length, 'worker')} tried ${inputs} inputs: ${inputs - failing.length - slow.length} results, ${failing.length} errors, ${slow.length} timeouts`,
        ...found.errors
          .slice(0, 1)
          .map(({ input, message }) => `a collected error: input ${input}: “${message}”`),
        'parallelMap(module, inputs, options) does this in your own programs: bars, timeouts, errors.',
      ],
      tables: [parts(mappers)],
    };
  },
});

/** What a worker found: the sum of its results (mod 2³²), and what went wrong. */
interface Found {
  readonly sum: number;
  readonly errors: readonly { readonly input: number; readonly message: string }[];
  readonly timeouts: readonly number[];
}

function cpusOf({ cpus }: Setting): readonly number[] {
  return cpus.slice(0, MOST_WORKERS);
}

/** The inputs are 0, 1, …; those that fail lie apart, so that each worker meets one. */
function workFor({ quick }: Setting) {
  const inputs = quick ? 60 : 300;
  return { inputs, failing: [7, 22, 41], slow: [12, 35] };
}

function shareOf(inputs: number, worker: number, workers: number): number {
  return Math.ceil((inputs - worker) / workers);
}

function merged(mappers: readonly WorkerRecord[]): Found {
  const all = mappers.map(({ finding }) => finding as Found | null).filter((found) => found !== null);
  return {
    sum: all.reduce((sum, found) => (sum + found.sum) % 2 ** 32, 0),
    errors: all.flatMap(({ errors }) => errors),
    timeouts: all.flatMap(({ timeouts }) => timeouts),
  };
}

/** Of other inputs nobody expects the same sum: which ones failed is a claim of its own. */
function sameSum(found: Found, python: Found | null): Checked {
  return {
    expected: `${found.sum}`,
    observed: `${python?.sum ?? 'unknown'}`,
    holds: python === null ? null : given(failuresOf(found) === failuresOf(python), python.sum === found.sum),
  };
}

function failuresOf({ errors, timeouts }: Found): string {
  return `${ascending([...errors.map(({ input }) => input), ...timeouts])}`;
}

function collected(expected: string, found: Found | null, setting: Setting): Checked {
  const { failing, slow } = workFor(setting);
  if (found === null) return { expected, observed: 'unknown', holds: null };
  const [threw, late] = [found.errors.map(({ input }) => input), found.timeouts].map(ascending);
  const observed = `inputs ${threw?.join(', ')} threw, ${late?.join(', ')} timed out`;
  // A worker that is kept from its core may miss a time limit that it would have met.
  const loadSensitive = `${threw}` === `${failing}` && slow.every((input) => found.timeouts.includes(input));
  return { expected, observed, holds: `${threw}` === `${failing}` && `${late}` === `${slow}`, loadSensitive };
}

function ascending(inputs: readonly number[]): number[] {
  return [...inputs].sort((a, b) => a - b);
}

function parts(mappers: readonly WorkerRecord[]): ResultTable {
  return {
    title: 'inputs of each worker',
    columns: [left('worker'), right('inputs'), right('errors'), right('timeouts')],
    rows: mappers.map(({ name, unitsDone, finding }) => {
      const { errors = [], timeouts = [] } = (finding ?? {}) as Partial<Found>;
      return [name, `${unitsDone}`, `${errors.length}`, `${timeouts.length}`];
    }),
  };
}
