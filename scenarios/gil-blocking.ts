import {
  type Checked,
  type Claim,
  claim,
  claimUnless,
  defineScenario,
  type EngineName,
  formatNs,
  foundPython,
  left,
  type Observation,
  observationOf,
  pythonWork,
  type ResultTable,
  right,
  runnable,
  slot,
  spinFor,
  trial,
  type WorkSpec,
  whyNoPython,
  withoutGil,
  workOf,
} from '../src/kit/index.ts';

const ALONE = 'Python, alone';
const BESIDE_THREAD = 'Python, beside a thread';
const SHORT_INTERVAL = 'Python, the same, interval 0.5 ms';
const BESIDE_PROCESS = 'Python, beside a process';
const NODE = 'Node, beside a thread';

const NAP_MS = 1;
/** What the switch interval is set to in one trial: a tenth of CPython's default. */
const SHORT_NS = 0.5e6;
/** A sleep that is too long by less than this was held up by nobody. */
const HARDLY_NS = 1e6;
/** How far the wait may be from the switch interval, as a share, and what waking up adds to it. */
const AROUND = 0.25;
const WAKING_NS = 0.25e6;

export default defineScenario({
  name: 'gil-blocking',
  question: 'How does the GIL hold up a thread that mostly sleeps?',
  hypothesis:
    'Beside a thread that computes it waits one switch interval each time it wakes up; when the interval is set, the wait follows. A process that computes holds it up by nothing.',
  needsCpus: 2,
  engines: [],
  follows: [],
  usesPython: true,

  plan(machine, { quick }) {
    const durationMs = quick ? 200 : 1200;
    const amount = { durationMs };
    const python = (label: string, switchIntervalMs: number | null, ...others: Neighbour[]) =>
      asleep(
        label,
        ['python-threads', pythonWork('sleeper', { napMs: NAP_MS, switchIntervalMs }, amount)],
        others,
      );
    const burner = pythonWork('spin', {}, amount);
    return {
      asked: `a thread that sleeps ${NAP_MS} ms again and again, beside others that compute: by how much is each sleep too long?`,
      ...withoutGil(
        machine,
        'Without a GIL, a thread that mostly sleeps is held up by nobody: neither by a thread that computes beside it nor by a process.',
      ),
      ...runnable(
        [
          asleep(
            NODE,
            ['threads', workOf('sleeper', { napMs: NAP_MS }, amount)],
            [['threads', spinFor(durationMs)]],
          ),
        ],
        [
          whyNoPython(machine),
          [
            python(ALONE, null),
            python(BESIDE_THREAD, null, ['python-threads', burner]),
            python(SHORT_INTERVAL, SHORT_NS / 1e6, ['python-threads', burner]),
            python(BESIDE_PROCESS, null, ['python-processes', burner]),
          ],
        ],
      ),
    };
  },

  judge(observations, machine) {
    const why = whyNoPython(machine);
    const python = foundPython(machine);
    const interval = python?.switchIntervalNs ?? 0;
    const waitIn = (label: string) => waitNs(observationOf(observations, label));
    const inPython = (id: string, statement: string, check: () => Checked): Claim =>
      claimUnless(why, id, statement, check);
    return {
      claims: [
        inPython('alone', 'alone, it wakes up in time', () => hardly(waitIn(ALONE))),
        ...(python?.hasGil === false
          ? [
              inPython('thread', 'without a GIL, a thread that computes holds it up by nothing', () =>
                hardly(waitIn(BESIDE_THREAD)),
              ),
            ]
          : [
              inPython('thread', 'beside a thread that computes it waits a switch interval', () =>
                about(interval, waitIn(BESIDE_THREAD), waitIn(ALONE)),
              ),
              inPython('follows', `with the interval at ${formatNs(SHORT_NS)} it waits as long as that`, () =>
                about(SHORT_NS, waitIn(SHORT_INTERVAL), waitIn(ALONE)),
              ),
            ]),
        inPython('process', 'a process that computes holds it up by nothing', () =>
          hardly(waitIn(BESIDE_PROCESS)),
        ),
        claim('node', 'in Node, a thread that computes holds it up by nothing', hardly(waitIn(NODE))),
      ],
      story: [
        ...(python === null
          ? []
          : [
              `Python ${python.version} has its GIL ${python.hasGil ? 'on' : 'off'}, and a switch interval of ${formatNs(interval)}`,
            ]),
        'Who wants the GIL waits for one interval and then asks its holder to let go: so a thread that hardly needs the core pays an interval each time.',
        'What a sleep took too long for want of a core (the kernel’s run-queue delay) is not counted as waiting.',
      ],
      tables: [delays(observations)],
    };
  },
});

/** Who else runs: an engine, and what it repeats. */
type Neighbour = readonly [EngineName, WorkSpec];

/** A trial of somebody who sleeps, in the first slot, and others. */
function asleep(label: string, [engine, work]: Neighbour, others: readonly Neighbour[]) {
  return trial(label, [
    slot(0, { name: 'sleeper', engine, cpu: null, work }),
    ...others.map(([otherEngine, computing], index) =>
      slot(index + 1, { name: 'burner', engine: otherEngine, cpu: null, work: computing }),
    ),
  ]);
}

/** By how much a sleep was too long, in ns: the median, less what the sleeper waited for a core. Null where unknown. */
function waitNs({ workers: [sleeper] }: Observation): number | null {
  const { naps, medianNs } = (sleeper?.finding ?? {}) as { naps?: number; medianNs?: number | null };
  if (sleeper?.runDelayNs == null || naps === undefined || naps === 0 || medianNs == null) return null;
  return Math.max(0, medianNs - sleeper.runDelayNs / naps);
}

function hardly(wait: number | null): Checked {
  return {
    expected: `less than ${formatNs(HARDLY_NS)}`,
    observed: formatNs(wait),
    holds: wait === null ? null : wait < HARDLY_NS,
    loadSensitive: true,
  };
}

/** @param alone what waking up takes where nobody else is */
function about(interval: number, wait: number | null, alone: number | null): Checked {
  const most = interval * (1 + AROUND) + WAKING_NS;
  const delay = wait === null || alone === null ? null : wait - alone;
  return {
    expected: `${formatNs(interval * (1 - AROUND))} to ${formatNs(most)} more than alone`,
    observed: delay === null ? 'unknown' : formatNs(delay),
    holds: delay === null ? null : delay >= interval * (1 - AROUND) && delay <= most,
    loadSensitive: true,
  };
}

function delays(observations: readonly Observation[]): ResultTable {
  return {
    title: 'by how much a sleep of 1 ms is too long',
    columns: [left('the sleeper'), right('median wait'), right('sleeps'), right('switches')],
    rows: observations.map((observation) => {
      const [sleeper] = observation.workers;
      return [
        observation.label,
        formatNs(waitNs(observation)),
        `${sleeper?.unitsDone ?? '?'}`,
        `${sleeper?.voluntarySwitches ?? '?'}`,
      ];
    }),
  };
}
