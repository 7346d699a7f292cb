import {
  type Checked,
  claim,
  claimUnless,
  defineScenario,
  durationNs,
  formatNs,
  given,
  hardlyRuns,
  mostlyBlockedIn,
  type Observation,
  observationOf,
  pythonWork,
  runnable,
  trialOf,
  whyNoPython,
  whyNoWaits,
  workerNamed,
  workOf,
} from '../src/scenario-api/index.ts';
import { hiddenTable, hiddenThreads, hiddenWant } from '../src/scenario-api/judge/hidden-threads.ts';
import { farSooner, lateByABlock, latenessOf, latenessTable } from '../src/scenario-api/judge/lateness.ts';
import { noThreadMore, underWay, waitTable } from '../src/scenario-api/judge/waits.ts';

const WAITS = 'Node, waits';
const BLOCK = 'Node, a block';
const SAME_LOOP = 'Node, slices on the loop';
const OWN_THREAD = 'Node, slices in a worker';
const POOL_OF_1 = 'Node, a pool of 1';
const POOL_OF_4 = 'Node, a pool of 4';
const PYTHON = 'Python, waits';

const MANY = 1000;
/** One after the other they last as long as one of the many. */
const FEW = 5;
const DUE_MS = 20;
const TIMER_MS = 2;
const SLICE_MS = 50;
/** As many keys at once as the pool has threads where nobody says; each takes some 15 ms. */
const KEYS = { keys: 4, iterations: 20_000 };

export default defineScenario({
  name: 'async',
  order: 130,
  question: 'How does one thread wait for a thousand things?',
  hypothesis:
    'A wait needs no thread, so one thread waits for a thousand things at once. Computing on its event loop delays them all. Asynchronous computing runs on hidden threads.',
  needsCpus: 2,
  engines: [],
  follows: [],
  usesPython: true,
  shuffleTrials: true,

  plan(machine, { quick }) {
    const waitMs = quick ? 250 : 1000;
    // Long beside the CPU time of starting a thousand of them: some 40 ms.
    const pythonWaitMs = quick ? 450 : 1000;
    const blockMs = quick ? 100 : 300;
    const [slicesFor, keysFor] = [{ durationMs: quick ? 200 : 1000 }, { durationMs: quick ? 150 : 600 }];
    const block = {
      timer: workOf('ticks', { everyMs: DUE_MS }, { units: 1 }, blockMs),
      block: workOf('block', { blockMs }, { units: 1 }, blockMs),
    };
    const slices = {
      timer: workOf('ticks', { everyMs: TIMER_MS }, slicesFor),
      slices: workOf('block', { blockMs: SLICE_MS }, slicesFor, SLICE_MS),
    };
    const many = (ms: number) => ({ waits: MANY, waitMs: ms });
    const few = { waits: FEW, waitMs: pythonWaitMs / FEW };
    const keys = workOf('derive-keys', KEYS, keysFor, 100);
    return {
      asked: `1,000 waits on one thread, of ${waitMs} ms in Node and ${pythonWaitMs} ms in Python; timers beside blocks of computing; ${KEYS.keys} asynchronous keys (pbkdf2) at a time`,
      ...runnable(
        [
          trialOf(WAITS, 'processes', { setTimeout: workOf('waits', many(waitMs), { units: 1 }, waitMs) }),
          trialOf(BLOCK, 'loop', block),
          trialOf(SAME_LOOP, 'loop', slices),
          trialOf(OWN_THREAD, 'threads', slices),
          trialOf(POOL_OF_1, 'processes', { 'pool of 1': keys }, { env: { UV_THREADPOOL_SIZE: '1' } }),
          trialOf(POOL_OF_4, 'processes', { 'pool of 4': keys }, { env: { UV_THREADPOOL_SIZE: '4' } }),
        ],
        [
          whyNoPython(machine),
          [
            trialOf(PYTHON, 'python-processes', {
              'asyncio.sleep': pythonWork(
                'waits',
                { ...many(pythonWaitMs), blocks: false },
                { units: 1 },
                pythonWaitMs,
              ),
              'time.sleep': pythonWork('waits', { ...few, blocks: true }, { units: 1 }, pythonWaitMs),
            }),
          ],
        ],
      ),
    };
  },

  judge(observations, machine) {
    const why = whyNoPython(machine);
    const worker = (label: string, name: string) => workerNamed(observationOf(observations, label), name);
    const python = (name: string) => worker(PYTHON, name);
    const waiter = worker(WAITS, 'setTimeout');
    const waiters = observations.flatMap(({ label, workers }) =>
      label === WAITS || label === PYTHON ? workers : [],
    );
    const onLoop = latenessOf(worker(SAME_LOOP, 'timer'));
    const inWorker = latenessOf(worker(OWN_THREAD, 'timer'));
    const [one, four] = [worker(POOL_OF_1, 'pool of 1'), worker(POOL_OF_4, 'pool of 4')];
    return {
      claims: [
        claim('node-at-once', 'a thousand waits are under way at the same time', underWay('all', waiter)),
        claim('node-no-thread-more', 'the waits need no additional thread', noThreadMore(waiter)),
        claimUnless(
          whyNoWaits(observationOf(observations, WAITS)),
          'node-epoll',
          'meanwhile that thread is blocked in its event loop',
          () => mostlyBlockedIn('eventLoop', 'event loop', [waiter]),
        ),
        claim('node-hardly-runs', 'the thread that waits for all hardly runs', hardlyRuns(waiter)),
        claim(
          'block',
          'a timer that is due during a block fires after the block',
          afterItsBlock(observationOf(observations, BLOCK)),
        ),
        claim(
          'slices',
          'computing on the event loop delays a timer',
          lateByABlock(onLoop, SLICE_MS, TIMER_MS),
        ),
        claim('worker', 'the same computing in a worker doesn’t delay it', farSooner(inWorker, onLoop)),
        claim(
          'pool-of-1',
          'with a pool of one thread, four keys at once want one core',
          hiddenWant('one', hiddenThreads(one)),
        ),
        claim(
          'pool-of-4',
          'with a pool of four threads, they want at least two',
          hiddenWant(2, hiddenThreads(four)),
        ),
        claim('pool-hardly-runs', 'the JavaScript thread hardly runs meanwhile', hardlyRuns(four)),
        claimUnless(why, 'python-at-once', 'in Python, asyncio.sleep: all waits are under way at once', () =>
          underWay('all', python('asyncio.sleep')),
        ),
        claimUnless(why, 'python-hardly-runs', 'in Python, asyncio.sleep: the thread hardly runs', () =>
          hardlyRuns(python('asyncio.sleep')),
        ),
        claimUnless(
          why ?? whyNoWaits(observationOf(observations, PYTHON)),
          'python-epoll',
          'in Python, asyncio.sleep: the thread is blocked in its event loop',
          () => mostlyBlockedIn('eventLoop', 'event loop', [python('asyncio.sleep')]),
        ),
        claimUnless(
          why,
          'python-one-by-one',
          'in Python, time.sleep: each coroutine waits for the one before',
          () => underWay('one', python('time.sleep')),
        ),
      ],
      story: storyOf(observations),
      tables: [
        waitTable('waits on one thread', waiters),
        latenessTable(`timers beside slices of ${SLICE_MS} ms`, 'the slices run', {
          'on the same loop': onLoop,
          'in a worker': inWorker,
        }),
        hiddenTable('keys from libuv’s pool', 'keys', KEYS.keys, [one, four]),
      ],
    };
  },
});

function afterItsBlock(observation: Observation): Checked {
  const [timer, block] = [workerNamed(observation, 'timer'), workerNamed(observation, 'block')];
  const [dueNs, endNs] = [(timer.startNs ?? 0) + DUE_MS * 1e6, block.endNs ?? Number.NaN];
  const isDuring = block.startNs !== null && block.startNs < dueNs && dueNs < endNs;
  return {
    expected: `due after ${DUE_MS} ms, not fired before the block ended after ${formatNs(durationNs(block))}`,
    observed: `fired after ${formatNs(durationNs(timer))}`,
    holds: given(isDuring, timer.endNs === null ? null : timer.endNs >= endNs),
  };
}

function storyOf(observations: readonly Observation[]): string[] {
  const [waiter] = observationOf(observations, WAITS).workers;
  const [timer = null, block = null] = observationOf(observations, BLOCK).workers.map(durationNs);
  const [one, four] = [POOL_OF_1, POOL_OF_4].map((label) => hiddenTids(observationOf(observations, label)));
  return [
    `TID ${waiter?.tid ?? '?'} waited for 1,000 timers: an event loop sleeps in the kernel until the next is due`,
    `Nothing interrupts a callback: a timer due after ${DUE_MS} ms fired after ${formatNs(timer)}, behind a block of ${formatNs(block)}`,
    `libuv’s pool computed the pbkdf2 keys: TID ${one} with UV_THREADPOOL_SIZE=1, TID ${four} with 4`,
    'Asynchronous code waits well; it doesn’t compute in parallel. Computing belongs on another thread.',
  ];
}

function hiddenTids({ workers }: Observation): string {
  const tids = workers[0] === undefined ? [] : (hiddenThreads(workers[0])?.busyTids ?? []);
  return tids.join(', ') || '?';
}
