import {
  type Checked,
  type Claim,
  claimUnless,
  defineScenario,
  every,
  formatShare,
  hardlyRan,
  left,
  lockOf,
  lockText,
  mostlyBlockedIn,
  type Observation,
  observationOf,
  pythonWork,
  type ResultTable,
  right,
  runnable,
  type Setting,
  slot,
  THRESHOLDS,
  trial,
  type WorkerRecord,
  whyNoPython,
  whyNoWaits,
  workOf,
} from '../src/scenario-api/index.ts';

/** The languages, each with its engine. */
const LANGUAGES = [
  { id: 'node', language: 'Node', engine: 'threads' },
  { id: 'python', language: 'Python', engine: 'python-threads' },
] as const;
type Language = (typeof LANGUAGES)[number];

const LOCK = ['A', 'B'] as const;
/** How often both locks are taken in the same order. */
const ROUNDS = 2_000;

export default defineScenario({
  name: 'deadlock',
  order: 120,
  question: 'What is a deadlock, and how is it found?',
  hypothesis:
    'Two threads that take two locks in opposite order wait for each other for ever, and use no core. In the same order they never wait for ever.',
  needsCpus: 1,
  engines: [],
  follows: [],
  usesPython: true,

  plan(machine, setting) {
    const [node, python] = LANGUAGES.map((each) => trialsOf(each, setting));
    return {
      asked: `two threads and two locks: t1 takes A, then B; t2 takes B, then A, with a time limit of ${timeoutMs(setting)} ms; then both take A first, ${ROUNDS} times`,
      ...runnable(node ?? [], [whyNoPython(machine), python ?? []]),
    };
  },

  judge(observations, machine) {
    const cycle = cycleIn(observationOf(observations, opposite(LANGUAGES[0])).workers);
    return {
      claims: LANGUAGES.flatMap((each) =>
        claimsOf(each, observations, each.id === 'python' ? whyNoPython(machine) : null),
      ),
      story: [
        'A deadlock needs four conditions: mutual exclusion, hold and wait, no preemption, and a circular wait.',
        'Here a time limit found it. To avoid the circular wait, take locks in the same order everywhere.',
      ],
      tables: [whoHasWhat(observations)],
      ...(cycle === null ? {} : { picture: pictureOf(cycle) }),
    };
  },
});

function opposite({ language }: Language): string {
  return `${language}, opposite order`;
}

function same({ language }: Language): string {
  return `${language}, same order`;
}

function timeoutMs({ quick }: Setting): number {
  return quick ? 200 : 500;
}

function trialsOf(language: Language, setting: Setting) {
  return [
    pair(opposite(language), language, [0, 1], { timeoutMs: timeoutMs(setting), meet: true }, 1),
    pair(same(language), language, [0, 0], { timeoutMs: 10_000, meet: false }, ROUNDS),
  ];
}

/** @param firsts which of the locks each takes first */
function pair(
  label: string,
  { engine }: Language,
  firsts: readonly number[],
  params: { readonly timeoutMs: number; readonly meet: boolean },
  units: number,
) {
  const unitMs = params.meet ? params.timeoutMs : 0.02;
  const slots = firsts.map((first, me) => {
    const all = { ...params, me, first };
    const work =
      engine === 'threads'
        ? workOf('two-locks', all, { units }, unitMs)
        : pythonWork('two_locks', all, { units }, unitMs);
    return slot(me, { name: `t${me + 1}`, engine, cpu: null, work });
  });
  return trial(label, slots);
}

/** Who can't go on: what it holds, what it wants, and who has that. All counted from 0. */
interface Stuck {
  readonly holds: number;
  readonly wants: number;
  readonly owner: number | null;
}

function findingOf({ finding }: WorkerRecord): { rounds: number | null; stuck: Stuck | null } {
  return { rounds: null, stuck: null, ...(finding as object | null) };
}

/** Both threads, where each wants what the other one holds; else null. */
function cycleIn(workers: readonly WorkerRecord[]): [Stuck, Stuck] | null {
  const [first, second] = workers.map((worker) => findingOf(worker).stuck);
  if (first == null || second == null) return null;
  const closes =
    first.owner === 1 && second.owner === 0 && first.wants === second.holds && second.wants === first.holds;
  return closes ? [first, second] : null;
}

function claimsOf(each: Language, observations: readonly Observation[], why: string | null): Claim[] {
  const { id, language } = each;
  const seen = (label: string) => observationOf(observations, label);
  return [
    claimUnless(why, `${id}-cycle`, `${language}: in opposite order each waits for the other’s lock`, () =>
      inACircle(seen(opposite(each))),
    ),
    claimUnless(why, `${id}-blocked`, `${language}: meanwhile they are blocked, and use no core`, () =>
      hardlyRan(seen(opposite(each))),
    ),
    claimUnless(
      why ?? whyNoWaits(seen(opposite(each))),
      `${id}-locks`,
      `${language}: to the kernel, each of them waits at a lock of its own`,
      () => atTwoLocks(seen(opposite(each))),
    ),
    claimUnless(why, `${id}-ordered`, `${language}: in the same order both always finish`, () =>
      getsOn(seen(same(each))),
    ),
  ];
}

function inACircle({ workers }: Observation): Checked {
  const known = workers.every(({ finding }) => finding !== null);
  return {
    expected: 'a circular wait of two threads',
    observed: workers.map((worker) => sentence(worker)).join('; '),
    holds: known ? cycleIn(workers) !== null : null,
  };
}

/** Blocked in futex(2), at addresses that differ. */
function atTwoLocks({ workers }: Observation): Checked {
  const locks = workers.map(lockOf);
  const blocked = mostlyBlockedIn('lock', 'locks', workers);
  const areTwo = locks.includes(null) ? null : new Set(locks.map((lock) => lock?.id)).size === locks.length;
  return {
    expected: `two locks, for ${formatShare(THRESHOLDS.mostlyWaits)} of the blocked time or more`,
    observed: `${workers.map(lockText).join(', ')}; ${blocked.observed}`,
    holds: every([blocked.holds, areTwo]),
  };
}

function sentence(worker: WorkerRecord): string {
  const { stuck } = findingOf(worker);
  if (stuck === null) return `${worker.name} got both locks`;
  return `${worker.name} holds ${LOCK[stuck.holds]}, wants ${LOCK[stuck.wants]}`;
}

function getsOn({ workers }: Observation): Checked {
  const rounds = workers.map((worker) => findingOf(worker).rounds);
  return {
    expected: `${ROUNDS} rounds each, no thread stuck`,
    observed: workers.map((worker, index) => `${worker.name}: ${rounds[index] ?? '?'} rounds`).join(', '),
    holds: rounds.includes(null) ? null : rounds.every((count) => count === ROUNDS),
  };
}

function pictureOf([first, second]: readonly [Stuck, Stuck]): string[] {
  const [one, other] = [LOCK[first.holds], LOCK[second.holds]];
  return [
    `┌────┐  holds   ┌────────┐`,
    `│ t1 │─────────▸│ lock ${one} │`,
    `└────┘          └────────┘`,
    `   │ wants         ▴ wants`,
    `   ▾               │`,
    `┌────────┐      ┌────┐`,
    `│ lock ${other} │◂─────│ t2 │`,
    `└────────┘ holds└────┘`,
  ];
}

function whoHasWhat(observations: readonly Observation[]): ResultTable {
  return {
    title: 'progress of each thread',
    columns: [left('trial'), left('thread'), right('rounds'), left('holds'), left('wants')],
    rows: observations.flatMap(({ label, workers }) =>
      workers.map((worker) => {
        const { rounds, stuck } = findingOf(worker);
        const named = (lock: number | undefined) => (lock === undefined ? '' : (LOCK[lock] ?? '?'));
        return [label, worker.name, `${rounds ?? '?'}`, named(stuck?.holds), named(stuck?.wants)];
      }),
    ),
  };
}
