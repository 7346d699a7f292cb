import {
  allApplied,
  allCoresWanted,
  busyQueuedText,
  busyText,
  type Checked,
  type Claim,
  claim,
  claimUnless,
  countOf,
  cpusSeen,
  defineScenario,
  expectBusy,
  formatRatio,
  given,
  hasGil,
  type Machine,
  type Observation,
  observationOf,
  oneAtATime,
  oneCoresWorth,
  pinsApplied,
  pythonWork,
  runnable,
  type Slot,
  seenOnOwnCpu,
  slot,
  spinFor,
  THRESHOLDS,
  trial,
  wantsAllCores,
  whyNoPython,
} from '../src/scenario-api/index.ts';

const ALONE = 'alone';
const SAME = 'same core';
const DIFFERENT = 'different cores';
const UNPINNED = 'unpinned';
const PYTHON = 'Python, different cores';

export default defineScenario({
  name: 'affinity',
  order: 90,
  question: 'Do threads run on the same core or on different ones?',
  hypothesis:
    'Affinity decides. Pinned to one core they share its time; pinned to two they run at the same instant; unpinned, the kernel spreads them. Under the GIL a second core doesn’t help.',
  needsCpus: 2,
  engines: ['threads', 'processes'],
  follows: [],
  usesPython: true,
  shuffleTrials: true,

  plan(machine, setting) {
    const [first = 0, second = 1] = setting.cpus;
    const engine = setting.engine ?? 'threads';
    const durationMs = setting.quick ? 250 : 1500;
    const arm = (
      label: string,
      cpus: readonly (number | null)[],
      given: Pick<Slot, 'engine' | 'work'> = { engine, work: spinFor(durationMs) },
    ) =>
      trial(
        label,
        cpus.map((cpu, index) => slot(index, { ...given, name: `w${index + 1}`, cpu })),
      );
    const python = pythonWork('spin', {}, { durationMs });
    return {
      asked: `two workers (${engine}) that only compute: both on CPU ${first}, on CPUs ${first} and ${second}, and unpinned; one alone; two Python threads on two CPUs`,
      ...runnable(
        [
          arm(ALONE, [first]),
          arm(SAME, [first, first]),
          arm(DIFFERENT, [first, second]),
          arm(UNPINNED, [null, null]),
        ],
        [
          whyNoPinnedPython(machine),
          [arm(PYTHON, [first, second], { engine: 'python-threads', work: python })],
        ],
      ),
    };
  },

  judge(observations, machine) {
    const [alone, same, different, unpinned] = [ALONE, SAME, DIFFERENT, UNPINNED].map((label) =>
      observationOf(observations, label),
    ) as [Observation, Observation, Observation, Observation];
    const why = whyNoPinnedPython(machine);
    const python = observations.filter(({ label }) => label === PYTHON);
    return {
      claims: [
        ...sharing(same),
        ...sideBySide(different),
        wantsAllCores('unpinned-wants-two', 'unpinned, both want a core at the same time', unpinned),
        claimUnless(why, 'python', pythonStatement(machine), () =>
          asTheGilAllows(observationOf(observations, PYTHON), machine),
        ),
      ],
      story: [
        ...[same, different, unpinned].map(
          (observation) =>
            `${observation.label}: ${busyQueuedText(observation)}, throughput ` +
            `${formatRatio(throughput(observation, alone))}× one alone`,
        ),
        `unpinned, they ran on CPU ${unpinned.workers.map(cpusSeen).join(' and ')}, with at least ` +
          countOf(
            unpinned.workers.reduce((sum, { migrations }) => sum + (migrations ?? 0), 0),
            'migration',
          ),
        ...python.map(
          (observation) =>
            `two Python threads on two cores: ${busyQueuedText(observation)}${hasGil(machine) ? '; a thread needs the GIL to use its core' : ''}`,
        ),
      ],
    };
  },
});

function sharing(same: Observation): Claim[] {
  return [
    { ...pinsApplied(same.workers), id: 'same-pins', statement: 'both are pinned to one CPU' },
    claim('same-one-core', 'on one core they get one core’s worth together', oneCoresWorth(same)),
    wantsAllCores('same-wants-two', 'on one core, both want to run all the time', same),
  ];
}

function sideBySide(different: Observation): Claim[] {
  const parallel = different.kind === null ? null : different.kind === 'PARALLEL';
  return [
    { ...seenOnOwnCpu(different.workers), id: 'different-own-cpu' },
    wantsAllCores('different-wants-two', 'on two cores, both want to run all the time', different),
    claim('different-parallel', 'on two cores they run at the same instant', {
      expected: `PARALLEL (${expectBusy('≥', THRESHOLDS.parallelShare * 2)})`,
      observed: `${different.kind ?? 'unknown'} (${busyText(different.r)})`,
      // Cores that were wanted and not given are the machine's doing: that decides nothing.
      holds: given(allApplied(different.workers) && different.kind !== 'STARVED', parallel),
      loadSensitive: true,
    }),
  ];
}

/** Why no thread of Python's can be held on a core here, or null where it can. */
function whyNoPinnedPython(machine: Machine): string | null {
  const whyNoPin = machine.tools.taskset === null ? 'taskset is not in PATH' : null;
  return whyNoPython(machine) ?? whyNoPin;
}

function pythonStatement(machine: Machine): string {
  return hasGil(machine)
    ? 'on two cores, two Python threads still get one core’s worth'
    : 'on two cores, two Python threads without a GIL want both';
}

function asTheGilAllows(observation: Observation, machine: Machine): Checked {
  const checked = (hasGil(machine) ? oneAtATime : allCoresWanted)(observation);
  return { ...checked, holds: given(allApplied(observation.workers), checked.holds) };
}

/** Units a second, relative to one worker alone on its core. */
function throughput(observation: Observation, alone: Observation): number | null {
  const rate = ({ workers, wallNs }: Observation) =>
    wallNs === null ? null : workers.reduce((sum, { unitsDone }) => sum + unitsDone, 0) / wallNs;
  const [together, single] = [rate(observation), rate(alone)];
  return together === null || single === null || single === 0 ? null : together / single;
}
