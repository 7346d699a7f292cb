import {
  allCoresWanted,
  atWorkTogether,
  type Claim,
  claimUnless,
  defineScenario,
  type EngineName,
  formatBytes,
  formatNs,
  formatRatio,
  hardlyRan,
  hasGil,
  left,
  type Machine,
  naps,
  type Observation,
  observationOf,
  oneAtATime,
  pythonWork,
  type ResultTable,
  right,
  runnable,
  runsPython,
  type Setting,
  spinFor,
  sumOf,
  uniformTrial,
  type WorkSpec,
  whyNoPython,
  withoutGil,
} from '../src/scenario-api/index.ts';

/** Who works, in each language, and what of. */
const GROUPS = [
  { id: 'node-threads', who: 'Node, threads', engine: 'threads' },
  { id: 'node-processes', who: 'Node, processes', engine: 'processes' },
  { id: 'python-threads', who: 'Python, threads', engine: 'python-threads' },
  { id: 'python-processes', who: 'Python, processes', engine: 'python-processes' },
] as const satisfies readonly { id: string; who: string; engine: EngineName }[];
type Group = (typeof GROUPS)[number];

const WORKERS = 2;
const STEP_MS = 10;

export default defineScenario({
  name: 'threads-vs-processes',
  order: 140,
  question: 'Threads or processes: which one, for what?',
  hypothesis:
    'For waiting, both work. For computing, use threads without a common lock, as in Node, or processes: under the GIL, Python’s threads share one core.',
  needsCpus: 2,
  engines: [],
  follows: [],
  usesPython: true,
  shuffleTrials: true,

  plan(machine, setting) {
    const trialsOf = (groups: readonly Group[]) =>
      groups.flatMap(({ who, engine }) => [
        uniformTrial(computing(who), engine, WORKERS, burning(engine, setting)),
        uniformTrial(waiting(who), engine, WORKERS, naps(stepsOf(setting), STEP_MS, engine)),
      ]);
    return {
      asked: `two workers that compute for ${durationMs(setting)} ms, and two that wait ${stepsOf(setting)} × ${STEP_MS} ms: as threads and as processes`,
      ...withoutGil(
        machine,
        'For waiting, both work. For computing, use threads without a common lock, as in Node and in this Python without a GIL, or processes.',
      ),
      ...runnable(trialsOf(GROUPS.slice(0, 2)), [whyNoPython(machine), trialsOf(GROUPS.slice(2))]),
    };
  },

  judge(observations, machine) {
    return {
      claims: GROUPS.flatMap((each) => claimsOf(each, observations, machine)),
      story: [
        'For waiting, use what is cheapest to start: a thread, or no thread at all (concur demo async).',
        'For computing in Node, use threads. Processes cost more memory and give isolation: one can crash alone.',
        'For computing in Python, use processes, a build without a GIL, or native code that releases it (concur demo gil-release).',
        'concur compare ./work.ts#name measures your own function, with confidence intervals.',
      ],
      tables: [grid(observations)],
    };
  },
});

function computing(who: string): string {
  return `${who} that compute`;
}

function waiting(who: string): string {
  return `${who} that wait`;
}

function durationMs({ quick }: Setting): number {
  return quick ? 110 : 800;
}

function stepsOf({ quick }: Setting): number {
  return quick ? 11 : 50;
}

function burning(engine: EngineName, setting: Setting): WorkSpec {
  const duration = durationMs(setting);
  return runsPython(engine) ? pythonWork('spin', {}, { durationMs: duration }) : spinFor(duration);
}

function claimsOf(
  { id, who, engine }: Group,
  observations: readonly Observation[],
  machine: Machine,
): Claim[] {
  const why = runsPython(engine) ? whyNoPython(machine) : null;
  const takeTurns = engine === 'python-threads' && hasGil(machine);
  const computed = () => observationOf(observations, computing(who));
  const waited = () => observationOf(observations, waiting(who));
  return [
    claimUnless(
      why,
      `${id}-compute`,
      `${computing(who)} ${takeTurns ? 'run one at a time' : 'want two cores'}`,
      () => (takeTurns ? oneAtATime(computed()) : allCoresWanted(computed())),
    ),
    claimUnless(why, `${id}-wait`, `${waiting(who)} hardly run`, () => hardlyRan(waited())),
    claimUnless(why, `${id}-together`, `${waiting(who)} do so at the same time`, () =>
      atWorkTogether(waited()),
    ),
  ];
}

/** The two by two, in each language: cores kept busy (and wanted) by who computes and by who waits. */
function grid(observations: readonly Observation[]): ResultTable {
  const seen = (label: string) => observations.find((observation) => observation.label === label);
  const cores = (label: string) => formatRatio(seen(label)?.r ?? null);
  return {
    title: 'two workers: cores busy, and what they cost',
    columns: [left('two workers'), right('compute'), right('wait'), right('start-up'), right('memory each')],
    rows: GROUPS.filter(({ who }) => seen(computing(who)) !== undefined).map(({ who }) => {
      const { spawnNs = null, workers = [] } = seen(computing(who)) ?? {};
      const bytes = sumOf(workers.map(({ pssBytes }) => pssBytes));
      return [
        who,
        cores(computing(who)),
        cores(waiting(who)),
        formatNs(spawnNs),
        bytes === null ? 'shared' : formatBytes(bytes / workers.length),
      ];
    }),
  };
}
