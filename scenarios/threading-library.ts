import {
  blockedOfLife,
  blockedShare,
  type Checked,
  type Claim,
  claimUnless,
  countOf,
  defineScenario,
  every,
  formatNs,
  formatShare,
  left,
  type Observation,
  observationOf,
  pythonWork,
  type ResultTable,
  runnable,
  slot,
  THRESHOLDS,
  trial,
  type WorkerRecord,
  type WorkSpec,
  whyNoPython,
  whyNoWaits,
  workOf,
} from '../src/scenario-api/index.ts';

const NODE = 'Node, four threads';
const PYTHON = 'Python, four threads';
const THREADS = 4;

/** What a threading library offers: how it is had in each language, and what has to be true of it. */
const TABLE = [
  ['lock', 'Lock', 'Atomics, one cell', 'threading.Lock', 'no addition is lost'],
  ['rlock', 'RLock', 'Atomics, two cells', 'threading.RLock', 'its owner can take it twice'],
  ['semaphore', 'Semaphore', 'Atomics, one cell', 'threading.Semaphore', 'at most two threads are inside'],
  ['event', 'Event', 'Atomics, one cell', 'threading.Event', 'no thread passes before it is set'],
  [
    'condition',
    'Condition',
    'Atomics and a lock',
    'threading.Condition',
    'each thread wakes up to its own token',
  ],
  ['barrier', 'Barrier', 'Atomics, two cells', 'threading.Barrier', 'no thread passes before all arrive'],
  ['queue', 'Queue', 'MessagePort', 'queue.Queue', 'each item arrives once'],
  ['timer', 'Timer', 'setTimeout', 'threading.Timer', 'it fires once, not early'],
  ['local', 'thread-local', 'AsyncLocalStorage', 'threading.local', 'each thread sees its own value'],
] as const;
const PRIMITIVES = TABLE.map(([id, name, node, python, invariant]) => ({
  id,
  name,
  node,
  python,
  invariant,
}));
type Primitive = (typeof PRIMITIVES)[number];

export default defineScenario({
  name: 'threading-library',
  order: 110,
  question: 'What does a threading library offer, and does it work?',
  hypothesis:
    'Lock, RLock, Semaphore, Event, Condition, Barrier, Queue, Timer and thread-local storage keep their guarantees when four threads use them at once: in Python’s threading, and built on Atomics in Node.',
  needsCpus: 1,
  engines: [],
  follows: [],
  usesPython: true,

  plan(machine, { quick }) {
    const rounds = quick ? 500 : 3_000;
    const unitMs = rounds / 50;
    const amount = { units: PRIMITIVES.length };
    return {
      asked: `${THREADS} threads that use ${countOf(PRIMITIVES.length, 'primitive')}, one after the other, all at the same time`,
      ...runnable(
        [
          threadsTrial(NODE, 'threads', (params) =>
            workOf('primitives', { ...params, rounds }, amount, unitMs),
          ),
        ],
        [
          whyNoPython(machine),
          [
            threadsTrial(PYTHON, 'python-threads', (params) =>
              pythonWork('primitives', { ...params, rounds }, amount, unitMs),
            ),
          ],
        ],
      ),
    };
  },

  judge(observations, machine) {
    const why = whyNoPython(machine);
    return {
      claims: [
        ...PRIMITIVES.map((each) => claimOf('node', NODE, each, observations, null)),
        ...PRIMITIVES.map((each) => claimOf('python', PYTHON, each, observations, why)),
        futexClaim('node', NODE, observations, null),
        futexClaim('python', PYTHON, observations, why),
      ],
      story: [
        'Node has no threading module. Atomics.wait blocks a thread on a cell of shared memory, Atomics.notify wakes it up; each primitive is a few lines more (see --source).',
        'In the kernel all of them use one system call, futex(2): sleep while a cell has a value, and wake the sleepers.',
        ...observations.map(
          ({ label, workers, wallNs }) =>
            `${label}: ${workers.reduce((sum, { voluntarySwitches }) => sum + (voluntarySwitches ?? 0), 0)} voluntary context switches in ${formatNs(wallNs)}`,
        ),
      ],
      tables: [offers(observations)],
    };
  },
});

function threadsTrial(
  label: string,
  engine: 'threads' | 'python-threads',
  work: (params: { me: number; parties: number }) => WorkSpec,
) {
  return trial(
    label,
    Array.from({ length: THREADS }, (_, me) =>
      slot(me, { name: `t${me + 1}`, engine, cpu: null, work: work({ me, parties: THREADS }) }),
    ),
  );
}

/** For each worker, what it saw of a primitive and what it had to see. Null where it told nothing. */
function outcomesOf(id: Primitive['id'], { workers }: Observation) {
  return workers.map(({ finding }) => {
    const found = finding as Readonly<Record<string, { seen: number; expected: number }>> | null;
    return found?.[id] ?? null;
  });
}

function claimOf(
  language: 'node' | 'python',
  label: string,
  { id, name, invariant }: Primitive,
  observations: readonly Observation[],
  why: string | null,
): Claim {
  const who = language === 'node' ? 'Node' : 'Python';
  return claimUnless(why, `${language}-${id}`, `${who}, ${name}: ${invariant}`, () =>
    kept(outcomesOf(id, observationOf(observations, label))),
  );
}

/** Whatever the primitive is called, who waits is found in one system call. */
function futexClaim(
  language: 'node' | 'python',
  label: string,
  observations: readonly Observation[],
  why: string | null,
): Claim {
  const who = language === 'node' ? 'Node' : 'Python';
  const seen = () => observationOf(observations, label);
  return claimUnless(
    why ?? whyNoWaits(seen()),
    `${language}-futex`,
    `${who}: threads that wait for each other are in the kernel’s futex(2)`,
    () => seenAtLocks(seen()),
  );
}

function seenAtLocks({ workers }: Observation): Checked {
  const shares = workers.map((worker) => blockedShare(worker, 'lock'));
  return {
    expected: 'every thread was found there',
    observed: shares.map((share) => (share === null ? 'unknown' : formatShare(share))).join(', '),
    holds: every(workers.map(wasAtLock)),
    loadSensitive: true,
  };
}

/** Null where samples may have missed it: who is queued for most of the time is seldom found blocked. */
function wasAtLock(worker: WorkerRecord): boolean | null {
  const [share, life] = [blockedShare(worker, 'lock'), blockedOfLife(worker)];
  if (share === null || life === null) return null;
  return share > 0 || (life < THRESHOLDS.blockedOfLife ? null : false);
}

/** Every thread saw what it had to see. */
function kept(outcomes: ReturnType<typeof outcomesOf>): Checked {
  const wanted = outcomes.map((outcome) => outcome?.expected ?? '?');
  const known = !outcomes.includes(null);
  return {
    expected: [...new Set(wanted)].join(', '),
    observed: [...new Set(outcomes.map((outcome) => outcome?.seen ?? 'unknown'))].join(', '),
    holds: known ? outcomes.every((outcome) => outcome?.seen === outcome?.expected) : null,
  };
}

function offers(observations: readonly Observation[]): ResultTable {
  const python = observations.find(({ label }) => label === PYTHON);
  const node = observationOf(observations, NODE);
  const mark = (id: Primitive['id'], observation: Observation | undefined) =>
    observation === undefined
      ? 'skipped'
      : { true: 'kept', false: 'BROKEN', null: '?' }[`${kept(outcomesOf(id, observation)).holds}`];
  return {
    title: 'primitives of Python’s threading and of Node',
    columns: [left('primitive'), left('in Node'), left('guarantee'), left('in Python'), left('guarantee')],
    rows: PRIMITIVES.map(({ id, node: how, name, python: there }) => [
      name,
      how,
      mark(id, node) ?? '?',
      there,
      mark(id, python) ?? '?',
    ]),
  };
}
