import {
  allCoresWanted,
  blasThreads,
  blockedOfLife,
  busyText,
  type Checked,
  claim,
  claimUnless,
  defineScenario,
  durationNs,
  every,
  expectBusy,
  expectWanted,
  formatRatio,
  formatShare,
  gilShare,
  hardlyRuns,
  hiddenThreads,
  hiddenWant,
  left,
  type Observation,
  observationOf,
  pythonWork,
  type ResultTable,
  ratioOf,
  right,
  runnable,
  sumOf,
  THRESHOLDS,
  trialOf,
  uniformTrial,
  type WorkerRecord,
  wantedCores,
  wantedText,
  whyNoNumpy,
  whyNoPython,
  workOf,
} from '../src/scenario-api/index.ts';

const WASM = 'Node, WebAssembly in two threads';
const LIBUV = 'Node, libuv’s pool of two';
const HASH = 'Python, sha256 in two threads';
const ONE_BLAS = 'Python, NumPy, BLAS with one thread';
const TWO_BLAS = 'Python, NumPy, BLAS with two threads';

// More keys than threads: whoever is done first has the next one.
const KEYS = { keys: 16, iterations: 2_500 };

export default defineScenario({
  name: 'native',
  order: 220,
  question: 'How do C extensions, NumPy and WebAssembly use threads?',
  hypothesis:
    'Native code needs no interpreter: in two threads it keeps two cores busy, in Python as in Node. A library may also have its own threads: BLAS under NumPy, libuv’s pool under Node.',
  needsCpus: 2,
  engines: [],
  follows: [],
  usesPython: true,

  plan(machine, { quick }) {
    const durationMs = quick ? 250 : 900;
    const amount = { durationMs };
    const dot = pythonWork('dot', {}, amount, 20);
    return {
      asked: `native code for ${durationMs} ms: WebAssembly and hashes in two threads; matrix products and keys on one thread, whose library has two threads`,
      ...runnable(
        [
          trialOf(WASM, 'processes', { program: workOf('wasm-threads', {}, amount, 20) }),
          trialOf(
            LIBUV,
            'processes',
            { program: workOf('derive-keys', KEYS, amount, 50) },
            { env: { UV_THREADPOOL_SIZE: '2' } },
          ),
        ],
        [
          whyNoPython(machine),
          [uniformTrial(HASH, 'python-threads', 2, pythonWork('hash_blocks', {}, amount))],
        ],
        [
          whyNoNumpy(machine),
          [
            trialOf(ONE_BLAS, 'python-processes', { program: dot }, { env: blasThreads(1) }),
            trialOf(TWO_BLAS, 'python-processes', { program: dot }, { env: blasThreads(2) }),
          ],
        ],
      ),
    };
  },

  judge(observations, machine) {
    const [why, whyNot] = [whyNoPython(machine), whyNoNumpy(machine)];
    const worker = (label: string) => observationOf(observations, label).workers[0] as WorkerRecord;
    return {
      claims: [
        claim(
          'wasm-cores',
          'WebAssembly in two threads wants two cores',
          hiddenWant(2, hiddenThreads(worker(WASM))),
        ),
        claim('wasm-total', 'the two threads lose no addition in shared memory', exact(worker(WASM))),
        claim(
          'libuv-cores',
          'two threads of libuv’s pool want two cores',
          hiddenWant(2, hiddenThreads(worker(LIBUV))),
        ),
        claim('libuv-thread', 'the JavaScript thread hardly runs meanwhile', hardlyRuns(worker(LIBUV))),
        claimUnless(why, 'hash', 'sha256 in two Python threads wants two cores', () =>
          allCoresWanted(observationOf(observations, HASH)),
        ),
        claimUnless(why, 'hash-no-gil', 'meanwhile they hardly ever wait at the GIL', () =>
          hardlyAtGil(observationOf(observations, HASH)),
        ),
        claimUnless(whyNot, 'one-blas', 'NumPy with one BLAS thread wants one core', () =>
          onlyOne(worker(ONE_BLAS)),
        ),
        claimUnless(whyNot, 'two-blas', 'NumPy with two BLAS threads wants two cores', () =>
          wantsTwo(worker(TWO_BLAS)),
        ),
      ],
      story: [
        'Native code that touches no interpreter object needs no interpreter lock, so it runs in parallel.',
        'Libraries with their own threads multiply: N workers with N BLAS threads each are N × N threads. Set OPENBLAS_NUM_THREADS and UV_THREADPOOL_SIZE.',
      ],
      tables: [cores(observations)],
    };
  },
});

/** Of its whole time: who is hardly ever blocked hardly ever waits for the GIL, whether or not a sample found what it waits for. */
function hardlyAtGil({ workers }: Observation): Checked {
  const shares = workers.map((worker) => {
    const blocked = blockedOfLife(worker);
    if (blocked === null) return null;
    if (blocked < THRESHOLDS.idle) return { share: blocked, isMost: true };
    const share = gilShare(worker);
    return share === null ? null : { share: share * blocked, isMost: false };
  });
  const text = (at: (typeof shares)[number]) =>
    at === null ? 'unknown' : `${at.isMost ? 'at most ' : ''}${formatShare(at.share)}`;
  return {
    expected: `less than ${formatShare(THRESHOLDS.idle)} of the time each`,
    observed: shares.map(text).join(', '),
    holds: every(shares.map((at) => (at === null ? null : at.share < THRESHOLDS.idle))),
    // Who holds it for a moment, and loses its core just then, lets the other one wait for long.
    loadSensitive: true,
  };
}

function exact({ finding }: WorkerRecord): Checked {
  const { total = null, expected = null } = (finding ?? {}) as { total?: number; expected?: number };
  return {
    expected: expected === null ? 'unknown' : `${expected}`,
    observed: total === null ? 'unknown' : `${total}`,
    holds: total === null || expected === null ? null : total === expected,
  };
}

/** Cores that all threads of the process ran on and waited for. */
function everyThread(worker: WorkerRecord) {
  const { threads = [] } = (worker.finding ?? {}) as {
    threads?: readonly { runNs: number; runDelayNs: number }[];
  };
  const wallNs = threads.length === 0 ? null : durationNs(worker);
  const r = ratioOf(sumOf(threads.map(({ runNs }) => runNs)), wallNs);
  const d = ratioOf(sumOf(threads.map(({ runDelayNs }) => runDelayNs)), wallNs);
  return { r, d, count: threads.length };
}

function onlyOne(worker: WorkerRecord): Checked {
  const { r } = everyThread(worker);
  return {
    expected: expectBusy('≤', THRESHOLDS.oneCore),
    observed: busyText(r),
    holds: r === null ? null : r <= THRESHOLDS.oneCore,
    // A BLAS that heeds none of these variables has as many threads as it likes.
    loadSensitive: true,
  };
}

/** Nothing can be said of a BLAS that has no threads: it was built without. */
function wantsTwo(worker: WorkerRecord): Checked {
  const { r, d, count } = everyThread(worker);
  const enough = THRESHOLDS.parallelShare * 2;
  const wanted = wantedCores({ r, d });
  return {
    expected: expectWanted('≥', enough),
    observed: count === 1 ? 'this BLAS has no threads' : wantedText({ r, d }),
    holds: wanted === null || count === 1 ? null : wanted >= enough,
    loadSensitive: true,
  };
}

function cores(observations: readonly Observation[]): ResultTable {
  return {
    title: 'cores that native code keeps busy',
    columns: [left('program'), right('threads'), right('busy'), right('queued')],
    rows: observations.map(({ label, workers, r, d }) => {
      const [first] = workers as [WorkerRecord];
      const all = everyThread(first);
      const figures = workers.length > 1 ? { r, d, count: workers.length } : all;
      return [label, `${figures.count}`, formatRatio(figures.r), formatRatio(figures.d)];
    }),
  };
}
