import {
  type Checked,
  claim,
  claimUnless,
  countOf,
  defineScenario,
  formatNs,
  foundPython,
  hasGil,
  type Machine,
  type Observation,
  observationOf,
  pythonWork,
  runnable,
  trialOf,
  whyNoPython,
  workerNamed,
  workOf,
} from '../src/scenario-api/index.ts';
import {
  farSooner,
  type Lateness,
  lateByABlock,
  latenessOf,
  latenessTable,
} from '../src/scenario-api/judge/lateness.ts';

const ONE_THREAD = 'Node, one thread';
const THREE_THREADS = 'Node, three threads';
const PYTHON = 'Python, three threads';

const FORMAT_MS = 200;
const KEY_MS = 50;
const CLICK_MS = 20;
/** A thread asks for the GIL when its wait is over, so a switch interval begins then: most clicks wait for all of it. */
const OF_AN_INTERVAL = 0.5;

export default defineScenario({
  name: 'word-processor',
  order: 30,
  question: 'Why does one program have several threads?',
  hypothesis:
    'So that it answers while it works. On the thread that formats, a click waits for a whole block; on its own thread it doesn’t wait. Under the GIL it waits for a switch interval.',
  needsCpus: 2,
  engines: [],
  follows: [],
  usesPython: true,
  shuffleTrials: true,

  plan(machine, setting) {
    const amount = { durationMs: setting.quick ? 400 : 1600 };
    const tasks = (work: typeof pythonWork | typeof workOf) => ({
      input: work('ticks', { everyMs: KEY_MS }, amount, KEY_MS),
      clicks: work('ticks', { everyMs: CLICK_MS }, amount, CLICK_MS),
      // The last: who comes after it on one thread would start a block late.
      format: work('block', { blockMs: FORMAT_MS }, amount, FORMAT_MS),
    });
    return {
      asked: `a word processor that formats for ${FORMAT_MS} ms at a time, and takes a key every ${KEY_MS} ms and a click every ${CLICK_MS} ms: on one thread, and on three`,
      ...runnable(
        [trialOf(ONE_THREAD, 'loop', tasks(workOf)), trialOf(THREE_THREADS, 'threads', tasks(workOf))],
        [whyNoPython(machine), [trialOf(PYTHON, 'python-threads', tasks(pythonWork))]],
      ),
    };
  },

  judge(observations, machine) {
    const why = whyNoPython(machine);
    const [one, three] = [ONE_THREAD, THREE_THREADS].map((label) => observationOf(observations, label)) as [
      Observation,
      Observation,
    ];
    const busy = clicksOf(one);
    const python = () => clicksOf(observationOf(observations, PYTHON));
    return {
      claims: [
        claim('one-thread', 'one thread can format and handle keys and clicks in turn', inThreads(1, one)),
        claim('three-threads', 'three threads of one process can do it too', inThreads(3, three)),
        claim(
          'waits',
          'on one thread a click waits for the formatting',
          lateByABlock(busy, FORMAT_MS, CLICK_MS),
        ),
        claim('answers', 'on its own thread a click doesn’t wait for it', farSooner(clicksOf(three), busy)),
        ...(hasGil(machine)
          ? [
              claimUnless(why, 'python-waits', 'Python: on its own thread a click waits for the GIL', () =>
                waitsForSwitch(python(), machine),
              ),
              claimUnless(
                why,
                'python-answers',
                'Python: that wait is much shorter than the formatting',
                () => farSooner(python(), busy),
              ),
            ]
          : [
              claimUnless(why, 'python-answers', 'Python without a GIL: a click doesn’t wait either', () =>
                farSooner(python(), busy),
              ),
            ]),
      ],
      story: [
        `On one thread the program answers between two blocks of formatting, never during one: TID ${tidsOf(one)}`,
        `On three threads (TID ${tidsOf(three)}) of one process (PID ${pidsOf(three)}), which share its memory, the kernel runs a click at once`,
        'So threads keep a program responsive during other work. They can also use more cores.',
      ],
      tables: [
        latenessTable(
          'clicks',
          'format, input and clicks on',
          Object.fromEntries(observations.map((observation) => [observation.label, clicksOf(observation)])),
        ),
      ],
    };
  },
});

function clicksOf(observation: Observation): Lateness | null {
  return latenessOf(workerNamed(observation, 'clicks'));
}

function inThreads(count: number, observation: Observation): Checked {
  const { workers } = observation;
  const isKnown = workers.every(({ tid }) => tid !== null);
  const [pids, tids] = [new Set(workers.map(({ pid }) => pid)), new Set(workers.map(({ tid }) => tid))];
  return {
    expected: `1 PID, ${countOf(count, 'TID')}`,
    observed: `PID ${pidsOf(observation)}, TID ${tidsOf(observation)}`,
    holds: isKnown ? pids.size === 1 && tids.size === count : null,
  };
}

function pidsOf({ workers }: Observation): string {
  return [...new Set(workers.map(({ pid }) => pid ?? '?'))].join(', ');
}

function tidsOf({ workers }: Observation): string {
  return [...new Set(workers.map(({ tid }) => tid ?? '?'))].join(', ');
}

/** Neighbours that keep the formatting from its core, while it has no GIL, leave nothing to wait for. */
function waitsForSwitch(late: Lateness | null, machine: Machine): Checked {
  const intervalNs = foundPython(machine)?.switchIntervalNs ?? null;
  const leastNs = intervalNs === null ? null : intervalNs * OF_AN_INTERVAL;
  return {
    expected: `median at least ${formatNs(leastNs)} late, for a switch interval of ${formatNs(intervalNs)}`,
    observed: formatNs(late?.medianLateNs ?? null),
    holds: late === null || leastNs === null ? null : late.medianLateNs >= leastNs,
    loadSensitive: true,
  };
}
