// An experiment of your own. Run it, and change it until it says what you want to know:
//
//   concur demo ./my-experiment.ts           the experiment, with a bar for each worker
//   concur demo ./my-experiment.ts --quick   the same, shorter
//
// For types in your editor: npm install --save-dev concur-cli
import {
  callFunction,
  claim,
  defineScenario,
  formatRatio,
  type Observation,
  slot,
  THRESHOLDS,
  trial,
  wantsAllCores,
} from 'concur-cli';

/** What is to be found out about: your own work goes here. A worker calls it with 0, 1, 2, … until its time is over. */
export function busy(index: number): number {
  let value = index;
  for (let step = 0; step < 100_000; step++) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
  return value;
}

export default defineScenario({
  name: 'my-experiment',
  // A question that the answer can be “no” to, and the answer that you expect.
  question: 'Does my function keep two cores busy in two threads?',
  hypothesis:
    'In two threads it wants two cores at the same time; twice on one event loop it never wants more than one.',
  needsCpus: 2,
  // What --engine may choose in place of threads: try --engine processes.
  engines: ['threads', 'processes'],
  // Options that plan() looks at, of workers, pin, steps and stepMs; for the others concur says that they mean nothing here.
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

  // What the kernel saw becomes claims. One that is false makes the experiment fail; null means that it can't be told.
  judge(observations) {
    const [parallel, serial] = observations as [Observation, Observation];
    const wanted = serial.r === null || serial.d === null ? null : serial.r + serial.d;
    return {
      claims: [
        // R: cores kept busy. D: cores wanted and not got. Together they don't depend on what else runs here.
        wantsAllCores('two-cores', 'in two workers, both want a core at the same time', parallel),
        claim('one-core', 'on one event loop, they want no more than one', {
          expected: `R + D ≤ ${formatRatio(THRESHOLDS.oneCore)}`,
          observed: `R + D = ${formatRatio(wanted)}`,
          holds: wanted === null ? null : wanted <= THRESHOLDS.oneCore,
        }),
      ],
      story: observations.map(({ label, r, d }) => `${label}: R ${formatRatio(r)}, D ${formatRatio(d)}`),
    };
  },
});
