import {
  blasThreads,
  type Checked,
  claim,
  claimUnless,
  defineScenario,
  formatRatio,
  formatShare,
  hasGil,
  type Json,
  type LockVerdict,
  left,
  type Machine,
  observationOf,
  pythonWork,
  type ResultTable,
  right,
  runnable,
  type Setting,
  uniformTrial,
  whyNoNumpy,
  whyNoPython,
  withoutGil,
  workOf,
} from '../src/scenario-api/index.ts';
import { inTwoThreads, onOneThread, type SeenCall } from '../src/scenario-api/judge/calls.ts';

const PYTHON = 'Python, each call in two threads';
const NUMPY = 'Python, NumPy’s calls in two threads';
const NODE = 'Node, each call on one thread';
const NO_ADDON = {
  label: 'Node, an addon’s N-API async work',
  why: 'no addon is installed here; measure your own with --call ./work.mjs#name',
};

/** What is expected of each call under a GIL. */
const HOLD = ['a loop', 'json.loads', 're.findall', 'sha256 of 1 KiB'];
const RELEASE = ['sha256 of 4 MiB', 'zlib.compress', 'reading a file'];
const SLEEP = ['time.sleep'];
const NUMPY_RELEASES = ['numpy.dot', 'numpy.sort', 'numpy.sqrt'];
/** What is expected of each call on Node's one thread. */
const BLOCK = ['a loop', 'JSON.parse', 'pbkdf2Sync', 'WebAssembly'];
const ELSEWHERE = ['pbkdf2', 'zlib.deflate', 'fs.read'];

export default defineScenario({
  name: 'gil-release',
  order: 210,
  question: 'Which calls hold the GIL, and which release it?',
  hypothesis:
    'Python code, json, re and small hashes hold it: in two threads they keep one core busy. Large hashes, zlib, files, sleep and NumPy release it. In Node, sync calls block the thread, async ones don’t.',
  needsCpus: 2,
  engines: [],
  follows: ['call'],
  usesPython: true,

  plan(machine, setting) {
    const { python, node } = callsFor(machine);
    const [inPython, inNode] = [ownCall(setting, 'python'), ownCall(setting, 'node')];
    const callMs = setting.quick ? 50 : 250;
    const amount = (calls: readonly string[], own: Json) => ({
      units: calls.length + (own === null ? 0 : 1),
    });
    const threads = (label: string, calls: string[], own: Json) => {
      const work = pythonWork('calls', { calls, own, callMs }, amount(calls, own), callMs);
      // BLAS would answer with threads of its own (see the experiment native).
      return uniformTrial(label, 'python-threads', 2, work, { env: blasThreads(1) });
    };
    const { trials, skipped } = runnable(
      [
        uniformTrial(
          NODE,
          'processes',
          1,
          workOf('node-calls', { calls: node, own: inNode, callMs }, amount(node, inNode), callMs),
        ),
      ],
      [whyNoPython(machine), [threads(PYTHON, python, inPython)]],
    );
    return {
      asked: `each call repeated for ${callMs} ms: Python’s in two threads at once, Node’s on its one thread`,
      ...withoutGil(
        machine,
        'Without a GIL, each call in two Python threads keeps two cores busy, except sleep. In Node, sync calls block the thread, async ones don’t.',
      ),
      trials,
      skipped: [
        ...skipped,
        ...(whyNoNumpy(machine) === null ? [] : [{ label: NUMPY, why: whyNoNumpy(machine) ?? '' }]),
        ...(setting.call?.language === 'node' ? [] : [NO_ADDON]),
      ],
    };
  },

  judge(observations, machine, setting) {
    const why = whyNoPython(machine);
    const free = !hasGil(machine);
    const python = why === null ? inTwoThreads(observationOf(observations, PYTHON)) : [];
    const node = onOneThread(observationOf(observations, NODE));
    const released = free ? 'releases' : 'holds';
    return {
      claims: [
        claimUnless(
          why,
          'hold',
          free ? 'without a GIL, no call holds it' : 'Python code, json, re and small hashes hold it',
          () => all(HOLD, released, python),
        ),
        claimUnless(why, 'release', 'large hashes, zlib and files release it', () =>
          all(RELEASE, 'releases', python),
        ),
        claimUnless(why, 'sleep', 'a sleep needs neither the GIL nor a core', () =>
          all(SLEEP, 'waits', python),
        ),
        claimUnless(whyNoNumpy(machine), 'numpy', 'NumPy releases it', () =>
          all(NUMPY_RELEASES, 'releases', python),
        ),
        claim(
          'node-sync',
          'in Node, JavaScript, sync crypto and WebAssembly block the thread',
          all(BLOCK, 'holds', node),
        ),
        claim('node-async', 'in Node, async crypto, zlib and files don’t', all(ELSEWHERE, 'releases', node)),
      ],
      story: storyOf([...python, ...node], setting),
      tables: [...(python.length === 0 ? [] : [pythonTable(python)]), nodeTable(node)],
    };
  },
});

function callsFor(machine: Machine) {
  const numpy = whyNoNumpy(machine) === null ? NUMPY_RELEASES : [];
  return { python: [...HOLD, ...RELEASE, ...SLEEP, ...numpy], node: [...BLOCK, ...ELSEWHERE] };
}

function ownCall({ call }: Setting, language: 'python' | 'node'): Json {
  return call?.language === language ? (call as unknown as Json) : null;
}

/** All of these calls were seen so. One that is unknown leaves it open; one that is otherwise decides. */
function all(calls: readonly string[], expected: LockVerdict, seen: readonly SeenCall[]): Checked {
  const verdicts = calls.map(
    (call) => [call, seen.find((each) => each.call === call)?.verdict ?? 'unknown'] as const,
  );
  const others = verdicts.filter(([, verdict]) => verdict !== expected);
  const open = others.every(([, verdict]) => verdict === 'unknown' || verdict === 'mixed');
  const so = `${calls.length - others.length} of ${calls.length}`;
  return {
    expected: `${calls.length} of ${calls.length}: ${expected}`,
    observed: [so, ...others.map(([call, verdict]) => `${call}: ${verdict}`)].join(', '),
    holds: others.length === 0 ? true : open ? null : false,
    loadSensitive: true,
  };
}

const VERDICT_OF: Readonly<Record<LockVerdict, (what: string) => string>> = {
  holds: (what) => `holds ${what}`,
  releases: (what) => `releases ${what}`,
  waits: (what) => `waits for something else, and needs neither ${what} nor a core`,
  mixed: (what) => `behaves differently at times: whether it holds ${what} is unknown`,
  unknown: () => 'gives no evidence here',
};

function storyOf(seen: readonly SeenCall[], { call }: Setting): string[] {
  const own = seen.find((each) => each.call === call?.label);
  return [
    ...(own === undefined
      ? []
      : [
          `Your own ${own.call} ${VERDICT_OF[own.verdict](call?.language === 'node' ? 'the thread' : 'the GIL')}`,
        ]),
    'Native code releases the GIL around long work that touches no Python object. For short work the release costs more than it gains.',
    'Node has no GIL: sync work blocks the event loop, async work runs in libuv’s pool.',
  ];
}

function pythonTable(seen: readonly SeenCall[]): ResultTable {
  return {
    title: 'in two Python threads at once: does a call let the other thread run?',
    columns: [left('call'), right('busy'), right('queued'), left('the GIL')],
    rows: seen.map(({ call, r, d, verdict }) => [call, formatRatio(r), formatRatio(d), verdict]),
  };
}

function nodeTable(seen: readonly SeenCall[]): ResultTable {
  return {
    title: 'on Node’s one thread: is the thread free meanwhile?',
    columns: [left('call'), right('thread busy'), right('process, cores'), left('the thread')],
    rows: seen.map(({ call, r, process, verdict }) => [call, formatShare(r), formatRatio(process), verdict]),
  };
}
