import {
  type Checked,
  type Claim,
  claim,
  claimUnless,
  defineScenario,
  type EngineName,
  formatNs,
  formatShare,
  foundPython,
  gilShare,
  left,
  type Observation,
  observationOf,
  pythonWork,
  type ResultTable,
  right,
  runnable,
  slot,
  spinFor,
  THRESHOLDS,
  trial,
  type WorkSpec,
  whyNoPython,
  whyNoWaits,
  withoutGil,
  workOf,
} from '../src/scenario-api/index.ts';

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
  order: 200,
  question: 'How does the GIL delay a thread that mostly sleeps?',
  hypothesis:
    'Beside a thread that computes it waits one switch interval at each wake-up. A shorter interval makes the wait shorter. A process that computes doesn’t delay it.',
  needsCpus: 2,
  engines: [],
  follows: [],
  usesPython: true,
  isAboutPython: true,

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
      asked: `a thread that sleeps ${NAP_MS} ms again and again, beside others that compute; measured is by how much each sleep is too long`,
      ...withoutGil(
        machine,
        'Without a GIL, nothing delays a thread that mostly sleeps: neither a thread that computes beside it nor a process.',
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
        inPython('alone', 'Python, alone: it wakes up in time', () => hardly(waitIn(ALONE))),
        ...(python?.hasGil === false
          ? [
              inPython('thread', 'Python without a GIL: a thread that computes doesn’t delay it', () =>
                hardly(waitIn(BESIDE_THREAD)),
              ),
            ]
          : [
              inPython('thread', 'Python, beside a thread that computes: it waits a switch interval', () =>
                about(interval, waitIn(BESIDE_THREAD), waitIn(ALONE)),
              ),
              claimUnless(
                why ?? whyNoWaits(observationOf(observations, BESIDE_THREAD)),
                'at-gil',
                'Python: it waits at the GIL beside a thread that computes, and not alone',
                () => atTheGil(observations),
              ),
              inPython(
                'follows',
                `Python, with an interval of ${formatNs(SHORT_NS)}: it waits that long`,
                () => about(SHORT_NS, waitIn(SHORT_INTERVAL), waitIn(ALONE)),
              ),
            ]),
        inPython('process', 'Python: a process that computes doesn’t delay it', () =>
          hardly(waitIn(BESIDE_PROCESS)),
        ),
        claim('node', 'Node: a thread that computes doesn’t delay it', hardly(waitIn(NODE))),
      ],
      story: [
        ...(python === null
          ? []
          : [
              `Python ${python.version} has its GIL ${python.hasGil ? 'on' : 'off'} and a switch interval of ${formatNs(interval)}`,
            ]),
        'A thread that wants the GIL waits one interval, then asks the holder to release it. So a thread that mostly sleeps waits one interval at each wake-up.',
        'Time that the sleeper was queued for a core (run-queue wait) is subtracted.',
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

/** What a sleeper found out: the median of what its sleeps were too long by, with and without the time that it was queued for a core. */
interface Naps {
  readonly naps: number;
  readonly medianNs: number | null;
  /** Each without its own: a mean of them all says nothing where neighbours come in bursts. Absent or null where that isn’t known. */
  readonly medianUnqueuedNs?: number | null;
}

/** By how much a sleep was too long, in ns: the median, less what the sleeper waited for a core. Null where unknown. */
function waitNs({ workers: [sleeper] }: Observation): number | null {
  const { naps = 0, medianNs = null, medianUnqueuedNs = null } = (sleeper?.finding ?? {}) as Partial<Naps>;
  if (medianUnqueuedNs !== null) return medianUnqueuedNs;
  if (sleeper?.runDelayNs == null || naps === 0 || medianNs === null) return null;
  return Math.max(0, medianNs - sleeper.runDelayNs / naps);
}

/** Where its blocked time went: at the GIL for most of it beside a thread, and hardly alone. */
function atTheGil(observations: readonly Observation[]): Checked {
  const shares = [BESIDE_THREAD, ALONE].map((label) => {
    const [sleeper] = observationOf(observations, label).workers;
    return sleeper === undefined ? null : gilShare(sleeper);
  });
  const [beside = null, alone = null] = shares;
  const text = (share: number | null) => (share === null ? 'unknown' : formatShare(share));
  return {
    expected: `at least ${formatShare(THRESHOLDS.mostlyWaits)} of its blocked time, and alone less than ${formatShare(THRESHOLDS.idle)}`,
    observed: `${text(beside)}, and alone ${text(alone)}`,
    holds:
      beside === null || alone === null ? null : beside >= THRESHOLDS.mostlyWaits && alone < THRESHOLDS.idle,
    loadSensitive: true,
  };
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
    columns: [left('the sleeper'), right('median wait'), right('sleeps'), right('voluntary switches')],
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
