import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { emptyCallNs, leavesWork, wholeCall } from '../../../src/workloads/user/whole-call.ts';

let done = 0;
const work = () => ++done;

it.each<[string, () => unknown, number]>([
  ['a plain function', work, 1],
  ['an async function', async () => delay(0).then(work), 1],
  ['a promise', () => delay(1).then(work), 1],
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
  ['a thenable', () => ({ then: (resolve: (value: number) => void) => resolve(work()) }), 1],
  [
    'a generator',
    function* () {
      yield work();
      yield work();
    },
    2,
  ],
  [
    'an async generator',
    async function* () {
      yield work();
      await null;
      yield work();
    },
    2,
  ],
  [
    'a promise of a generator',
    async () =>
      (function* () {
        yield work();
      })(),
    1,
  ],
  ['a lazy iterator', () => [1, 2, 3][Symbol.iterator](), 0],
  [
    'a stream',
    () =>
      Readable.from(
        (function* () {
          yield work();
          yield work();
        })(),
      ),
    2,
  ],
  ['a list', () => [work(), work()], 2],
])('runs all that %s does', async (_kind, call, times) => {
  done = 0;
  await wholeCall(call, 'mine')(performance.now() + 1_000);
  expect(done).toBe(times);
});

it.each<[string, () => unknown]>([
  [
    'generator',
    function* () {
      try {
        for (;;) yield 1;
      } finally {
        work();
      }
    },
  ],
  [
    'async generator',
    async function* () {
      try {
        for (;;) yield 1;
      } finally {
        work();
      }
    },
  ],
])('leaves a %s that never ends when the time is up, and closes it', async (_kind, call) => {
  done = 0;
  await wholeCall(call, 'mine')(performance.now() + 5);
  expect(done).toBe(1);
});

it.each<[string, () => unknown]>([
  [
    'at once',
    () => {
      throw new Error('no');
    },
  ],
  [
    'later',
    async () => {
      await null;
      throw new Error('no');
    },
  ],
  [
    'in a step',
    function* () {
      yield 1;
      throw new Error('no');
    },
  ],
])('says of what is thrown %s whose it is', async (_when, call) => {
  const thrown = wholeCall(call, 'mine')(performance.now() + 1_000);
  await expect(thrown).rejects.toMatchObject({
    code: 'UNIT_THREW',
    message: expect.stringMatching(/^mine threw Error: no/),
  });
});

it('knows that a timer goes on behind its end, and that a promise doesn’t', async () => {
  expect(await leavesWork(wholeCall(() => void setTimeout(work, 20), 'mine'))).toBe(true);
  expect(await leavesWork(wholeCall(() => delay(1), 'mine'))).toBe(false);
});

it('measures what an empty call takes', async () => {
  const ns = await emptyCallNs();
  expect(ns).toBeGreaterThan(0);
  expect(ns).toBeLessThan(1e6);
});
