import {
  type Checked,
  claim,
  claimUnless,
  defineScenario,
  formatNs,
  type Observation,
  observationOf,
  pythonWork,
  runnable,
  type Setting,
  slot,
  trial,
  type WorkSpec,
  whyNoPython,
  workerNamed,
  workOf,
} from '../src/scenario-api/index.ts';

const NODE = 'Node: which helpers the program waits for';
const PYTHON = 'Python: which helpers the program waits for';

/** A helper: what becomes of its program, and of its file. */
interface Helper {
  readonly mode: string;
  readonly what: string;
  readonly isWaitedFor: boolean;
  readonly writes: boolean;
}

const NODE_HELPERS: readonly Helper[] = [
  { mode: 'ref', what: 'a worker thread', isWaitedFor: true, writes: true },
  { mode: 'unref', what: 'a daemon worker thread (unref)', isWaitedFor: false, writes: false },
  { mode: 'detached', what: 'a detached child process', isWaitedFor: false, writes: true },
];
const PYTHON_HELPERS: readonly Helper[] = [
  { mode: 'thread', what: 'a thread in Python', isWaitedFor: true, writes: true },
  { mode: 'daemon', what: 'a thread with daemon=True', isWaitedFor: false, writes: false },
  { mode: 'session', what: 'a child process in its own session', isWaitedFor: false, writes: true },
];
/** A program that is held open has to live this much longer than one that isn't, as a share of the helper's delay. */
const HELD_OPEN_SHARE = 0.8;
/** How much later than its program's end a helper of its own process may begin to wait. */
const START_MS = 100;

export default defineScenario({
  name: 'daemon',
  order: 40,
  question: 'What is a daemon thread, and is its work lost at exit?',
  hypothesis:
    'A worker keeps its program alive until its file is written. A daemon (unref’d) worker dies with the program, and the file is lost. A detached child outlives the program. Python does the same.',
  needsCpus: 1,
  engines: [],
  follows: [],
  usesPython: true,

  plan(machine, setting) {
    const delayMs = delayOf(setting);
    const programs = (
      label: string,
      engine: 'processes' | 'python-processes',
      helpers: readonly Helper[],
      work: (mode: string) => WorkSpec,
    ) => {
      const slots = helpers.map(({ mode }, index) =>
        slot(index, { name: mode, engine, cpu: null, leaveMs: delayMs * 10, work: work(mode) }),
      );
      return trial(label, slots, { scratch: { settleMs: delayMs + START_MS } });
    };
    const one = { units: 1 };
    return {
      asked: `programs that each start a helper, which writes a file after ${delayMs} ms, and then have nothing left to do`,
      ...runnable(
        [
          programs(NODE, 'processes', NODE_HELPERS, (mode) =>
            workOf('start-helper', { mode, delayMs }, one, 100),
          ),
        ],
        [
          whyNoPython(machine),
          [
            programs(PYTHON, 'python-processes', PYTHON_HELPERS, (mode) =>
              pythonWork('start_helper', { mode, delayMs }, one, 100),
            ),
          ],
        ],
      ),
    };
  },

  judge(observations, machine, setting) {
    const why = whyNoPython(machine);
    const became = ({ mode }: Helper, label: string) => fateOf(mode, observationOf(observations, label));
    const stories = (helpers: readonly Helper[], label: string) =>
      helpers.map((helper) => storyOf(helper, became(helper, label)));
    return {
      claims: [
        ...NODE_HELPERS.map((helper) =>
          claim(helper.mode, statementOf(helper), judgeFate(helper, became(helper, NODE), setting)),
        ),
        ...PYTHON_HELPERS.map((helper) =>
          claimUnless(why, `python-${helper.mode}`, statementOf(helper), () =>
            judgeFate(helper, became(helper, PYTHON), setting),
          ),
        ),
      ],
      story: [...stories(NODE_HELPERS, NODE), ...(why === null ? stories(PYTHON_HELPERS, PYTHON) : [])],
    };
  },
});

/** What became of a program, and of its helper's file; null where that isn't known. */
interface Fate {
  /** How long it lived on after its last line. */
  readonly openNs: number | null;
  readonly wrote: boolean | null;
}

function fateOf(mode: string, observation: Observation): Fate {
  const { exitNs, endNs, state } = workerNamed(observation, mode);
  return {
    openNs: exitNs === null || endNs === null || state !== 'done' ? null : exitNs - endNs,
    wrote: observation.files?.includes(`${mode}.txt`) ?? null,
  };
}

function judgeFate({ isWaitedFor, writes }: Helper, { openNs, wrote }: Fate, setting: Setting): Checked {
  const waited = openNs === null ? null : openNs >= delayOf(setting) * 1e6 * HELD_OPEN_SHARE;
  const isKnown = waited !== null && wrote !== null;
  return {
    expected: `${isWaitedFor ? 'the program waits' : 'the program ends at once'}, file ${writes ? 'written' : 'lost'}`,
    observed: isKnown
      ? `${waited ? 'it waited' : 'it ended'} (${formatNs(openNs)}), file ${wrote ? 'written' : 'lost'}`
      : 'unknown',
    holds: isKnown ? waited === isWaitedFor && wrote === writes : null,
    // A machine that is too busy to end a program in time gives the daemon time to write, and lets a program that waits say
    // so late that its helper is nearly done. That what it waits for is lost all the same, no neighbours bring about.
    loadSensitive: !isWaitedFor || wrote === writes,
  };
}

function statementOf({ what, isWaitedFor, writes }: Helper): string {
  if (isWaitedFor) return `${what} keeps its program alive`;
  return `${what} ${writes ? 'outlives' : 'dies with'} its program`;
}

function storyOf({ what }: Helper, { openNs, wrote }: Fate): string {
  return `${what}: the program ended ${formatNs(openNs)} after its last line; the file was ${wrote ? 'written' : 'lost'}`;
}

function delayOf({ quick }: Setting): number {
  return quick ? 300 : 400;
}
