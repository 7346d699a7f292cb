import {
  blasThreads,
  type Checked,
  claim,
  claimUnless,
  defineScenario,
  formatRatio,
  formatShare,
  hasGil,
  type LockVerdict,
  left,
  type Machine,
  observationOf,
  pythonWork,
  type ResultTable,
  right,
  runnable,
  uniformTrial,
  whyNoNumpy,
  whyNoPython,
  withoutGil,
  workOf,
} from '../src/scenario-api/index.ts';
import { inTwoThreads, onOneThread, type SeenCall } from '../src/scenario-api/judge/calls.ts';
import { eachOnce, ownCall, ownCallStory } from '../src/scenario-api/judge/own-call.ts';
import { ownCallIn } from '../src/scenario-api/plan/own-call.ts';

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

const STORY = [
  'Native code releases the GIL around long work that touches no Python object. For short work the release costs more than it gains.',
  'Node has no GIL: sync work blocks the event loop, async work runs in libuv’s pool.',
];

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
  isAboutPython: true,

  plan(machine, setting) {
    const { python, node } = callsFor(machine);
    const callMs = setting.quick ? 50 : 250;
    const inNode = ownCallIn('node', setting);
    const nodeWork = workOf(
      'node-calls',
      { calls: node, own: inNode.own, callMs },
      { units: node.length + inNode.units },
      callMs,
    );
    const inPython = ownCallIn('python', setting);
    const inThreads = pythonWork(
      'calls',
      { calls: python, own: inPython.own, callMs },
      { units: python.length + inPython.units },
      callMs,
    );
    // BLAS would answer with threads of its own (see the experiment native).
    const threads = uniformTrial(PYTHON, 'python-threads', 2, inThreads, { env: blasThreads(1) });
    const { trials, skipped } = runnable(
      [uniformTrial(NODE, 'processes', 1, nodeWork)],
      [whyNoPython(machine), [threads]],
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
    const released = free ? 'releases' : 'holds';
    const { call } = setting;
    const seenInPython = why === null ? inTwoThreads(observationOf(observations, PYTHON)) : [];
    const seenInNode = onOneThread(observationOf(observations, NODE));
    const seenBeside = call?.language === 'node' ? seenInNode : seenInPython;
    const own = call === null ? null : ownCall(seenBeside, call, free);
    const [python, node] = [eachOnce(seenInPython, own), eachOnce(seenInNode, own)];
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
      story: [...(call === null || own === null ? [] : [ownCallStory(own, call.language)]), ...STORY],
      tables: [...(python.length === 0 ? [] : [pythonTable(python)]), nodeTable(node)],
    };
  },
});

function callsFor(machine: Machine) {
  const numpy = whyNoNumpy(machine) === null ? NUMPY_RELEASES : [];
  return { python: [...HOLD, ...RELEASE, ...SLEEP, ...numpy], node: [...BLOCK, ...ELSEWHERE] };
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
