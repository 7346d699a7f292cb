import {
  type Checked,
  claim,
  claimUnless,
  defineScenario,
  type Observation,
  observationOf,
  pythonWork,
  type ResultTable,
  runnable,
  uniformTrial,
  type WorkerRecord,
  whyNoPython,
  workOf,
} from '../src/scenario-api/index.ts';
import { addedRow, additionsTable, exact, loses } from '../src/scenario-api/judge/additions.ts';

const NODE = 'Node, two threads';
const PYTHON = 'Python, two threads';
const GLOBAL = 'concurSharedMemory';
/** Races without a lock: in a single one nothing may happen to be lost. */
const PLAIN_RACES = 10;
const QUICK_RACES = 5;

export default defineScenario({
  name: 'shared-memory',
  order: 20,
  question: 'What do threads share, and what not?',
  hypothesis:
    'They share memory: a sum of both is exact with atomic operations or a lock, and too small without. Each has its own stack. Node’s threads have their own globals; Python’s threads share them.',
  needsCpus: 1,
  engines: [],
  follows: [],
  usesPython: true,

  plan(machine, { quick }) {
    const races = workOf('races', { global: GLOBAL }, { units: (quick ? QUICK_RACES : PLAIN_RACES) + 1 }, 30);
    const node = uniformTrial(NODE, 'threads', 2, races);
    return {
      asked:
        'two threads that add 1 to the same cell millions of times each, with Atomics and without; and where their stacks and globals are',
      ...runnable(
        [{ ...node, watchGlobal: GLOBAL }],
        [
          whyNoPython(machine),
          [uniformTrial(PYTHON, 'python-threads', 2, pythonWork('races', {}, { units: 1 }, 200))],
        ],
      ),
    };
  },

  judge(observations, machine) {
    const node = observationOf(observations, NODE);
    const why = whyNoPython(machine);
    const python = () => observationOf(observations, PYTHON);
    const [first] = node.workers.map(nodeFinding);
    return {
      claims: [
        claim('one-process', 'both are in one process, each is its own kernel thread', oneProcess(node)),
        claim('stacks', 'each has its own stack', ownStacks(node.workers)),
        claim('atomics', 'with Atomics no addition is lost', exact(first?.expectedAtomic, first?.atomic)),
        claim('plain', 'with ++ some additions are lost', loses(first?.expected, first?.plain ?? [])),
        claim('globals', 'a global that a Node thread sets is only its own', ownGlobals(node)),
        claimUnless(why, 'python-globals', 'Python’s threads share one list', () => oneList(python())),
        claimUnless(why, 'python-stacks', 'Python’s threads have their own stacks', () =>
          ownStacks(python().workers),
        ),
        claimUnless(why, 'python-lock', 'Python: with a Lock no addition is lost', () => {
          const [found] = python().workers.map(pythonFinding);
          return exact(found?.expectedLocked, found?.locked);
        }),
        claimUnless(why, 'python-plain', 'Python: without a Lock some additions are lost', () => {
          const [found] = python().workers.map(pythonFinding);
          return loses(found?.expected, found?.plain === undefined ? [] : [found.plain]);
        }),
      ],
      story: [
        ...node.workers.map(
          (worker) => `${worker.name}: TID ${worker.tid ?? '?'}, stack at ${stackOf(worker)?.pointer ?? '?'}`,
        ),
        '++ is a load, an addition and a store. A thread that is interrupted in between overwrites what the other has added.',
        'A race condition needs no second core: it loses additions on one core too.',
      ],
      tables: [losses(observations)],
    };
  },
});

interface Stack {
  readonly pointer: string;
  readonly mapping: string;
}

interface NodeFinding {
  readonly expected: number;
  readonly expectedAtomic: number;
  readonly atomic: number | null;
  readonly plain: readonly number[];
  readonly stack: Stack | null;
  readonly globalWasSet: boolean;
  readonly globalIsOwn: boolean;
}

interface PythonFinding {
  readonly expected: number;
  readonly expectedLocked: number;
  readonly plain: number;
  readonly locked: number;
  readonly names: readonly string[];
  readonly listId: number;
  readonly stack: Stack | null;
}

function nodeFinding({ finding }: WorkerRecord): NodeFinding | null {
  return finding as NodeFinding | null;
}

function pythonFinding({ finding }: WorkerRecord): PythonFinding | null {
  return finding as PythonFinding | null;
}

function stackOf({ finding }: WorkerRecord): Stack | null {
  return (finding as { stack?: Stack | null } | null)?.stack ?? null;
}

function oneProcess({ workers, main }: Observation): Checked {
  const tids = workers.map(({ tid }) => tid);
  const pids = new Set(workers.map(({ pid }) => pid));
  const known = !tids.includes(null);
  return {
    expected: `PID ${main.pid}, ${tids.length} TIDs`,
    observed: `PID ${[...pids].join(', ')}, TID ${known ? tids.join(', ') : 'unknown'}`,
    holds: known ? pids.size === 1 && pids.has(main.pid) && new Set(tids).size === tids.length : null,
  };
}

/** Their stack pointers lie in different mappings. */
function ownStacks(workers: readonly WorkerRecord[]): Checked {
  const stacks = workers.map(stackOf);
  const mappings = stacks.map((stack) => stack?.mapping ?? null);
  return {
    expected: `${workers.length} mappings`,
    observed: mappings.includes(null) ? 'unknown' : mappings.join(' and '),
    holds: mappings.includes(null) ? null : new Set(mappings).size === workers.length,
  };
}

/** Set by each thread, seen by neither the other one nor by main. */
function ownGlobals({ workers, globalIsSet }: Observation): Checked {
  const found = workers.map(nodeFinding);
  const known = !found.includes(null) && globalIsSet !== null;
  const own = found.every((each) => each?.globalWasSet === false && each.globalIsOwn);
  return {
    expected: 'each thread sees its own, main none',
    observed: `${own ? 'each thread sees its own' : 'a thread sees another’s'}, main ${globalIsSet === true ? 'one too' : 'none'}`,
    holds: known ? own && globalIsSet === false : null,
  };
}

function oneList({ workers }: Observation): Checked {
  const found = workers.map(pythonFinding);
  const names = workers.map(({ name }) => name).sort();
  const isShared = new Set(found.map((each) => each?.listId)).size === 1;
  const isWhole = found.every((each) => `${each?.names}` === `${names}`);
  return {
    expected: `one list with ${names.join(' and ')}`,
    observed:
      found.map((each) => `[${each?.names.join(', ') ?? '?'}]`).join(' and ') +
      (isShared ? ', one object' : ''),
    holds: found.includes(null) ? null : isShared && isWhole,
  };
}

function losses(observations: readonly Observation[]): ResultTable {
  const rows = observations.flatMap(({ label, workers }) => {
    const [worker] = workers;
    if (worker?.finding == null) return [];
    if (label === NODE) {
      const { expected, expectedAtomic, atomic, plain } = nodeFinding(worker) as NodeFinding;
      const least = Math.min(...plain);
      return [
        addedRow('Node, Atomics.add', expectedAtomic, atomic ?? 0),
        addedRow(`Node, ++ (worst of ${plain.length})`, expected, least),
      ];
    }
    const { expected, expectedLocked, locked, plain } = pythonFinding(worker) as PythonFinding;
    return [
      addedRow('Python, with a Lock', expectedLocked, locked),
      addedRow('Python, x = int(x) + 1', expected, plain),
    ];
  });
  return additionsTable('what two threads added to one cell', rows);
}
