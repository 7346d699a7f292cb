// An experiment of your own. Run it, and change it until it answers your question:
//
//   concur demo ./my-experiment.ts           the experiment, with a bar for each worker
//   concur demo ./my-experiment.ts --quick   the same, shorter
//
// For types in your editor: npm install --save-dev concur-cli@0.1.0
import {
  busyQueuedText,
  callFunction,
  claim,
  defineScenario,
  expectWanted,
  type Observation,
  slot,
  THRESHOLDS,
  trial,
  wantedCores,
  wantedText,
  wantsAllCores,
} from 'concur-cli';

/** The work to measure: yours goes here. A worker calls it with 0, 1, 2, … until its time is over. */
export function busy(index: number): number {
  let value = index;
  for (let step = 0; step < 100_000; step++) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
  return value;
}

export default defineScenario({
  name: 'my-experiment',
  // A question whose answer can be “no”, and the answer that you expect.
  question: 'Does my function keep two cores busy in two threads?',
  hypothesis:
    'In two threads it wants two cores at the same time; twice on one event loop it never wants more than one.',
  needsCpus: 2,
  // What --engine may choose in place of threads: try --engine processes.
  engines: ['threads', 'processes'],
  // Options that plan() looks at, of workers, pin, steps and stepMs; for the others concur warns that they have no effect.
  follows: [],

  // What is run: trials, one after the other. In each of them all workers start together.
  plan(_machine, setting) {
    const durationMs = setting.quick ? 400 : 1500;
    const work = callFunction(import.meta.url, 'busy', { durationMs });
    const engine = setting.engine ?? 'threads';
    return {
      asked: `busy() for ${durationMs} ms: in two workers (${engine}), and twice on one event loop`,
      trials: [
        trial('two workers', [
          slot(0, { name: 'first', engine, cpu: null, work }),
          slot(1, { name: 'second', engine, cpu: null, work }),
        ]),
        // The control: the same work where it can't be parallel. Without it, the first trial would prove less.
        trial('one event loop', [
          slot(0, { name: 'first', engine: 'loop', cpu: null, work }),
          slot(1, { name: 'second', engine: 'loop', cpu: null, work }),
        ]),
      ],
    };
  },

  // What the kernel saw becomes claims. One that is false makes the experiment fail; null means that it is unknown.
  judge(observations) {
    const [parallel, serial] = observations as [Observation, Observation];
    const wanted = wantedCores(serial);
    return {
      claims: [
        // busy (r): CPUs utilised. queued (d): runnable but waiting for a CPU. Their sum doesn't depend on what else runs here.
        wantsAllCores('two-cores', 'in two workers, both want a core at the same time', parallel),
        claim('one-core', 'on one event loop, they want at most one core', {
          expected: expectWanted('≤', THRESHOLDS.oneCore),
          observed: wantedText(serial),
          holds: wanted === null ? null : wanted <= THRESHOLDS.oneCore,
        }),
      ],
      story: observations.map((observation) => `${observation.label}: ${busyQueuedText(observation)}`),
    };
  },
});
