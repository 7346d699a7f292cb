import {
  allApplied,
  allCoresWanted,
  type Checked,
  type CpuPair,
  claim,
  claimUnless,
  corePair,
  defineScenario,
  formatRatio,
  left,
  type Machine,
  type Observation,
  observationOf,
  oneCoresWorth,
  paceOf,
  pythonWork,
  type ResultTable,
  ratioOf,
  right,
  runnable,
  type Slot,
  siblingPair,
  slot,
  trial,
  unlessVirtual,
  whyNoPython,
  workOf,
} from '../src/scenario-api/index.ts';

const ALONE = 'Node, alone';
const ONE_CPU = 'Node, one CPU';
const TWO_CORES = 'Node, two cores';
const SIBLINGS = 'Node, siblings';
const CHAIN = 'Node, a chain alone';
const CHAINS = 'Node, chains on siblings';
const PYTHON = 'Python, two cores';

/** What two cores do at least, as a multiple of one: they may share caches and clocks, but no arithmetic units. */
const TWO_CORES_DO = 1.7;
/** What two siblings do at most, where one alone keeps its core’s units busy. */
const SIBLINGS_DO = 1.5;
/** From this share of two cores’ work on, siblings would be as good as cores. */
const AS_GOOD = 0.95;

const VIRTUAL = 'This is a virtual machine: its host may run two CPUs on two hardware threads of one core';

export default defineScenario({
  name: 'smt',
  order: 70,
  question: 'What is a core, and what is hyper-threading?',
  hypothesis:
    'The kernel counts CPUs: two busy ones are busy 2.00. But two cores do twice the work of one, while two hardware threads of a core (siblings) share its units and do far less.',
  needsCpus: 2,
  engines: [],
  follows: [],
  usesPython: true,
  shuffleTrials: true,

  plan(machine, setting) {
    const amount = { durationMs: setting.quick ? 150 : 1000 };
    const [siblings, cores] = [siblingPair(machine, setting), corePair(machine, setting)];
    const [first = 0] = cores.cpus ?? setting.cpus;
    const summing = (label: string, chained: boolean, cpus: readonly number[] | null) =>
      pinned(label, 'threads', cpus, (me) => workOf('sums', { me, chained }, amount));
    return {
      asked: `workers that only add, ${amount.durationMs} ms each time: one alone, two on one CPU, on two siblings, and on two cores`,
      ...runnable(
        [summing(ALONE, false, [first]), summing(ONE_CPU, false, [first, first])],
        [cores.why, [summing(TWO_CORES, false, cores.cpus)]],
        [
          siblings.why,
          [
            summing(SIBLINGS, false, siblings.cpus),
            summing(CHAIN, true, [first]),
            summing(CHAINS, true, siblings.cpus),
          ],
        ],
        [
          whyNoPython(machine) ?? cores.why,
          [pinned(PYTHON, 'python-processes', cores.cpus, () => pythonWork('spin', {}, amount))],
        ],
      ),
    };
  },

  judge(observations, machine, setting) {
    const [siblings, cores] = [siblingPair(machine, setting), corePair(machine, setting)];
    const seen = (label: string) => observationOf(observations, label);
    const work = (label: string) => workOfTwo(seen(label), seen(ALONE));
    return {
      claims: [
        claim('one-cpu', 'on one CPU two workers get one core’s worth', oneCoresWorth(seen(ONE_CPU))),
        claimUnless(cores.why, 'cores-busy', 'to the kernel two cores are two busy CPUs', () =>
          allCoresWanted(seen(TWO_CORES)),
        ),
        claimUnless(siblings.why, 'siblings-busy', 'to the kernel two siblings are two busy CPUs', () =>
          allCoresWanted(seen(SIBLINGS)),
        ),
        claimUnless(cores.why, 'cores-work', 'two cores do nearly twice the work of one', () =>
          doneBy(work(TWO_CORES), 'at least', TWO_CORES_DO, machine),
        ),
        claimUnless(siblings.why, 'siblings-work', 'two siblings do far less than two cores should', () =>
          doneBy(work(SIBLINGS), 'at most', SIBLINGS_DO, machine),
        ),
        claimUnless(cores.why ?? siblings.why, 'siblings-less', 'two siblings do less than two cores', () =>
          doneBy(ratioOf(work(SIBLINGS), work(TWO_CORES)), 'at most', AS_GOOD, machine, 'two cores'),
        ),
        claimUnless(
          whyNoPython(machine) ?? cores.why,
          'python-busy',
          'two Python processes want two cores',
          () => allCoresWanted(seen(PYTHON)),
        ),
      ],
      story: [
        storyOf(cores, 'belong to two cores: each has its own arithmetic units', 'two cores'),
        storyOf(siblings, 'are two hardware threads of one core: they share its units', 'siblings'),
        ...(siblings.why === null ? [chainStory(workOfTwo(seen(CHAINS), seen(CHAIN)))] : []),
        ...(machine.isVirtual === true ? [VIRTUAL] : []),
        'busy counts CPUs and can’t show hyper-threading. Only the completed work distinguishes siblings from cores.',
      ],
      tables: [workTable(observations)],
    };
  },
});

function pinned(
  label: string,
  engine: Slot['engine'],
  cpus: readonly number[] | null,
  workFor: (me: number) => Slot['work'],
) {
  const slots = (cpus ?? []).map((cpu, me) =>
    slot(me, { name: `w${me + 1}`, engine, cpu, work: workFor(me) }),
  );
  return trial(label, slots);
}

function doneBy(
  work: number | null,
  bound: 'at least' | 'at most',
  multiple: number,
  machine: Machine,
  beside = 'one alone',
): Checked {
  const isSo = bound === 'at least' ? (work ?? 0) >= multiple : (work ?? 0) <= multiple;
  return {
    expected: `${bound} ${formatRatio(multiple)} × the work of ${beside}`,
    observed: times(work),
    holds: unlessVirtual(machine, work === null ? null : isSo),
    loadSensitive: true,
  };
}

function times(work: number | null): string {
  return work === null ? 'unknown' : `${formatRatio(work)} ×`;
}

/** What two did while both ran, beside one alone, each in its fast samples; null where they weren’t where they were told to be. */
function workOfTwo(two: Observation, one: Observation): number | null {
  if (!allApplied([...two.workers, ...one.workers])) return null;
  return ratioOf(paceOf(two, 'together', 'fastNs'), paceOf(one, 'alone', 'fastNs'));
}

function storyOf({ cpus, why }: CpuPair, what: string, pair: string): string {
  return cpus === null ? `There are no ${pair} here: ${why}` : `CPU ${cpus.join(' and ')} ${what}`;
}

/** Siblings shine where one alone leaves its core’s units idle. */
function chainStory(work: number | null): string {
  return `A chain (each sum needs the one before) leaves units idle: on two siblings, two chains did ${times(work)} the work of one`;
}

function workTable(observations: readonly Observation[]): ResultTable {
  const find = (wanted: string) => observations.find(({ label }) => label === wanted);
  const row = (label: string, baseline: string | null) => {
    const [found, alone] = [find(label), baseline === null ? undefined : find(baseline)];
    if (found === undefined) return [];
    const work = alone === undefined ? '-' : formatRatio(workOfTwo(found, alone));
    return [[label, formatRatio(found.r), formatRatio(found.d), work]];
  };
  return {
    title: 'what the kernel counts, and the work that two do at the same time',
    columns: [left('workers'), right('busy'), right('queued'), right('work × one alone')],
    rows: [
      ...row(ALONE, null),
      ...row(ONE_CPU, null),
      ...row(TWO_CORES, ALONE),
      ...row(SIBLINGS, ALONE),
      ...row(CHAIN, null),
      ...row(CHAINS, CHAIN),
      ...row(PYTHON, null),
    ],
  };
}
