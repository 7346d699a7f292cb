import { AsyncLocalStorage } from 'node:async_hooks';
import timers from 'node:timers';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Calls } from '../../../src/api/overlap/calls.ts';
import { assertOverlap, NotOverlappingError, overlap } from '../../../src/api/overlap/overlap.ts';

const turn = () => new Promise((resolve) => timers.setImmediate(resolve));
const times = (n: number) => Array.from({ length: n }, (_, index) => index);

/** What a promise is rejected with. */
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it was not rejected'),
    (error) => error as NotOverlappingError,
  );

describe('calls that overlap', () => {
  it('pass, however short each of them is', async () => {
    const tool = overlap((n: number) => n * 2, { atLeast: 3 });
    expect(await Promise.all(times(3).map((n) => tool(n)))).toEqual([0, 2, 4]);
    expect(await tool.assert()).toMatchObject({
      outcome: 'overlaps',
      atOnce: 3,
      because: '3 calls were in flight at once, of 3 calls',
    });
  });

  it('pass, however late each of them begins within the time', async () => {
    const tool = overlap(async () => 1, { atLeast: 3, within: 60_000 });
    await Promise.all(times(3).map(async (n) => delay(n * 20).then(() => tool())));
    expect((await tool.assert()).atOnce).toBe(3);
  });

  it('pass after calls that were made one by one', async () => {
    const tool = overlap(async () => 1, { atLeast: 2, within: 20 });
    await tool();
    await Promise.all([tool(), tool()]);
    expect((await tool.assert()).atOnce).toBe(2);
  });

  it('are held no longer than it takes them to come together', async () => {
    const tool = overlap(async () => 1, { atLeast: 2, within: 600_000 });
    await Promise.all([tool(), tool()]);
    await tool();
    await tool();
    expect((await tool.assert()).calls).toHaveLength(4);
  });
});

describe('calls one after the other', () => {
  it('are rejected with how many were in flight, and which waited for which', async () => {
    const tool = overlap(async (n: number) => n, { atLeast: 3, within: 20 });
    for (const n of times(5)) expect(await tool(n)).toBe(n);
    const error = await rejection(tool.assert());
    expect(error).toBeInstanceOf(NotOverlappingError);
    expect(error.message).toBe(
      '1 call was in flight at most at once, where 3 were expected: call 2 began only after call 1 had ended, call 3 began only after call 2 had ended, call 4 began only after call 3 had ended, and 1 more in the same way',
    );
    expect(error.evidence).toMatchObject({ outcome: 'too-few', atOnce: 1, inFlight: 1, atLeast: 3 });
  });

  it('never pass, and calls that overlap never fail, whatever they do meanwhile', async () => {
    const work = fc.constantFrom(
      () => 1,
      async () => turn(),
      async () => delay(1),
      () => Promise.reject(new Error('mine')),
      () => {
        throw new Error('mine');
      },
    );
    const check = async (works: (() => unknown)[], isSerial: boolean) => {
      const tool = overlap((n: number) => works[n]?.(), { atLeast: works.length, within: 10 });
      if (isSerial) for (const n of works.keys()) await tool(n).catch(() => {});
      else await Promise.allSettled(works.map((_, n) => tool(n)));
      const outcome = await tool.assert().then(
        () => 'passes',
        () => 'fails',
      );
      expect(outcome).toBe(isSerial ? 'fails' : 'passes');
    };
    const works = fc.array(work, { minLength: 2, maxLength: 4 });
    await fc.assert(fc.asyncProperty(works, fc.boolean(), check), { numRuns: 100 });
  }, 30_000);

  it('are named where they came in waves, or one whenever another had ended', async () => {
    const waves = overlap(async () => 1, { atLeast: 3, within: 10 });
    await Promise.all([waves(), waves()]);
    await Promise.all([waves(), waves()]);
    expect((await rejection(waves.assert())).message).toBe(
      '2 calls were in flight at most at once, where 3 were expected: call 3 began only after call 2 had ended, call 4 began only after call 2 had ended',
    );
    const sliding = overlap(delay, { atLeast: 3, within: 10 });
    const waits = [1, 40, 20, 1, 1];
    const worker = async () => {
      for (let ms = waits.shift(); ms !== undefined; ms = waits.shift()) await sliding(ms);
    };
    await Promise.all([worker(), worker()]);
    expect((await rejection(sliding.assert())).message).toMatch(
      /^2 calls were in flight .*: call 3 began only after call 1 had ended, call 4 /,
    );
  });

  it('say so where there were none, or too few', async () => {
    const tool = overlap(async () => 1, { atLeast: 2, within: 10 });
    expect((await rejection(tool.assert())).message).toBe('it was never called');
    await tool();
    expect((await rejection(tool.assert())).message).toBe(
      'it was called once only, and 1 call was in flight at most at once, where 2 were expected',
    );
  });
});

describe('a limiter', () => {
  /** Lets so many go at a time. */
  function limiter(most: number) {
    let running = 0;
    const waiting: (() => void)[] = [];
    return async <Value>(act: () => Promise<Value>): Promise<Value> => {
      if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else running++;
      try {
        return await act();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running--;
        else next();
      }
    };
  }

  it.each([
    [4, 4],
    [3, 4],
    [1, 1],
  ])('of %i passes where at most %i are allowed', async (most, atMost) => {
    const tool = overlap(async () => turn(), { atMost });
    const limit = limiter(most);
    await Promise.all(times(20).map(() => limit(() => tool())));
    expect((await tool.assert()).inFlight).toBe(most);
  });

  it.each([
    [5, 4],
    [2, 1],
    [20, 4],
  ])('of %i is found where at most %i are allowed, however short the calls are', async (most, atMost) => {
    const tool = overlap(() => 1, { atMost });
    const limit = limiter(most);
    await Promise.all(times(20).map(() => limit(() => tool())));
    const { message } = await rejection(tool.assert());
    expect(message).toMatch(
      new RegExp(
        `in flight at once, where ${atMost} at most were expected: call ${atMost + 1} began beside calls? 1`,
      ),
    );
  });

  it('that asks before it counts is found, though its calls begin a moment apart', async () => {
    const waiting: (() => void)[] = [];
    let running = 0;
    const racing = async (act: () => unknown) => {
      if (running >= 4) await new Promise<void>((resolve) => waiting.push(resolve));
      await delay(1);
      running++;
      await act();
      running--;
      waiting.shift()?.();
    };
    const tool = overlap(() => 1, { atMost: 4 });
    await Promise.all(times(8).map(() => racing(() => tool())));
    expect((await rejection(tool.assert())).evidence.outcome).toBe('too-many');
  });

  it('that lets two go whenever a call has failed is found', async () => {
    const waiting: (() => void)[] = [];
    let running = 0;
    const leaking = async (act: () => Promise<unknown>) => {
      if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
      running++;
      await act().catch(() => {
        running--;
        waiting.shift()?.();
      });
      running--;
      waiting.shift()?.();
    };
    const tool = overlap(() => Promise.reject(new Error('mine')), { atMost: 2 });
    await Promise.all(times(8).map(() => leaking(tool)));
    expect((await rejection(tool.assert())).evidence.outcome).toBe('too-many');
  });

  it('can have to let as many go as it may', async () => {
    const tool = overlap(() => 1, { atLeast: 4, atMost: 4, within: 50 });
    await Promise.all(times(8).map(() => limiter4(() => tool())));
    expect((await tool.assert()).inFlight).toBe(4);
    const lazy = overlap(() => 1, { atLeast: 4, atMost: 4, within: 20 });
    const limit = limiter(3);
    await Promise.all(times(8).map(() => limit(() => lazy())));
    expect((await rejection(lazy.assert())).evidence.outcome).toBe('too-few');
  });
  const limiter4 = limiter(4);
});

describe('a call', () => {
  it('keeps its arguments, its this, its result and its error', async () => {
    const error = new Error('mine');
    const object = {
      base: 1,
      add: overlap(
        function (this: { base: number }, n: number) {
          if (n < 0) throw error;
          return this.base + n;
        },
        { atLeast: 2, within: 10 },
      ),
    };
    const [sum, thrown] = await Promise.allSettled([object.add(2), object.add(-1)]);
    expect([sum, thrown]).toEqual([
      { status: 'fulfilled', value: 3 },
      { status: 'rejected', reason: error },
    ]);
    await object.add.assert();
  });

  it.each([
    ['an argument', (signal: AbortSignal) => ['x', signal]],
    ['signal', (signal: AbortSignal) => [{ signal }]],
    ['abortSignal', (signal: AbortSignal) => ['x', { abortSignal: signal }]],
    ['a request’s', (signal: AbortSignal) => [new Request('http://localhost', { signal })]],
  ])('that is aborted while it is held is let go, and sees it: %s', async (_what, given) => {
    const controller = new AbortController();
    const seen: boolean[] = [];
    const tool = overlap(async (..._given: unknown[]) => void seen.push(controller.signal.aborted), {
      atLeast: 2,
      within: 600_000,
    });
    const call = tool(...given(controller.signal));
    await turn();
    expect(seen).toEqual([]);
    controller.abort();
    await call;
    await tool(...given(AbortSignal.abort()));
    expect(seen).toEqual([true, true]);
    const others = Promise.all([tool(), tool()]);
    await others;
    expect((await tool.assert()).atOnce).toBe(2);
  });

  it('that is aborted leaves nothing that keeps the process alive', async () => {
    const timersNow = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timersNow();
    const controller = new AbortController();
    const tool = overlap(async (_signal: AbortSignal) => 1, { atLeast: 2, within: 600_000 });
    const call = tool(controller.signal);
    expect(timersNow()).toBe(before + 1);
    controller.abort();
    await call;
    expect(timersNow()).toBe(before);
  });

  it('is held no longer than the time, though others give up and try again', async () => {
    const tool = overlap(async (_signal?: AbortSignal) => 1, { atLeast: 3, within: 40 });
    let isOver = false;
    const trying = (async () => {
      while (!isOver) {
        const controller = new AbortController();
        const call = tool(controller.signal);
        await turn();
        controller.abort();
        await call;
      }
    })();
    expect(await Promise.race([tool(), delay(10_000, 'held')])).toBe(1);
    isOver = true;
    await trying;
  });

  it('keeps its caller’s context, whoever lets it go', async () => {
    const context = new AsyncLocalStorage<number>();
    const tool = overlap(async () => context.getStore(), { atLeast: 3 });
    expect(await Promise.all(times(3).map((n) => context.run(n, tool)))).toEqual([0, 1, 2]);
  });

  it('is started in its turn, at once when the last that was waited for is made', async () => {
    const started: number[] = [];
    const tool = overlap((n: number) => started.push(n), { atLeast: 3, within: 600_000 });
    const calls = times(2).map((n) => tool(n));
    expect(started).toEqual([]);
    const last = tool(2);
    expect(started).toEqual([0, 1, 2]);
    await Promise.all([...calls, last]);
  });

  it('that never ends keeps no assertion waiting', async () => {
    const never = () => new Promise(() => {});
    const tool = overlap(never, { atLeast: 2, within: 10 });
    void tool();
    expect((await rejection(tool.assert())).evidence.calls[0]?.ended).toBe(null);
    void tool();
    expect((await tool.assert()).atOnce).toBe(2);
  });

  it('of very many costs little', async () => {
    const tool = overlap(async () => 1, { atLeast: 3 });
    await Promise.all(times(20_000).map(() => tool()));
    expect((await tool.assert()).inFlight).toBe(20_000);
  });

  it('that makes another waits for it, and doesn’t overlap with it', async () => {
    const tool = overlap(
      async (depth: number): Promise<number> => (depth === 0 ? 0 : 1 + (await tool(depth - 1))),
      { atLeast: 3, within: 10 },
    );
    expect(await tool(4)).toBe(4);
    const { message, evidence } = await rejection(tool.assert());
    expect([evidence.atOnce, evidence.inFlight]).toEqual([1, 5]);
    expect(message).toContain('call 2 was made by call 1, and doesn’t count beside it');
  });

  it('that another function’s call makes for it doesn’t overlap with it either', async () => {
    const inner = overlap(async (depth: number): Promise<number> => outer(depth), { atLeast: 2, within: 10 });
    const outer = overlap(
      async (depth: number): Promise<number> => (depth === 0 ? 0 : 1 + (await inner(depth - 1))),
      { atLeast: 2, within: 10 },
    );
    expect(await outer(2)).toBe(2);
    expect((await rejection(outer.assert())).evidence).toMatchObject({ atOnce: 1, inFlight: 3 });
    expect((await rejection(inner.assert())).evidence).toMatchObject({ atOnce: 1, inFlight: 2 });
  });

  it('that makes others overlaps with none, but they do', async () => {
    const tool = overlap(
      async (most: number): Promise<unknown> =>
        most === 0 ? turn() : Promise.all(times(most).map(() => tool(0))),
      { atLeast: 3, within: 50 },
    );
    await tool(3);
    expect(await tool.assert()).toMatchObject({ atOnce: 3, inFlight: 4 });
  });
});

it.each([
  { signal: { aborted: false, addEventListener: 1 } },
  Object.defineProperty({}, 'signal', {
    get() {
      throw new Error('a getter');
    },
  }),
])('reads nothing of an argument that could fail the call (%#)', async (argument) => {
  const tool = overlap(async (_: unknown) => 1, { atLeast: 2, within: 10 });
  expect(await tool(argument)).toBe(1);
});

describe('fake timers', () => {
  afterEach(() => void vi.useRealTimers());

  it('stop neither the barrier nor its time', async () => {
    vi.useFakeTimers({
      toFake: [
        'setTimeout',
        'setImmediate',
        'setInterval',
        'Date',
        'performance',
        'queueMicrotask',
        'hrtime',
      ],
    });
    const tool = overlap(async () => 1, { atLeast: 2, within: 20 });
    await tool();
    await Promise.all([tool(), tool()]);
    expect((await tool.assert()).atOnce).toBe(2);
  });

  it.each([{ atLeast: 3 }, { atMost: 3 }])('find the function waiting for them: %j', async (options) => {
    vi.useFakeTimers();
    const tool = overlap(() => new Promise((resolve) => setTimeout(resolve, 100)), options);
    const calls = Promise.all(times(3).map(() => tool()));
    vi.advanceTimersByTime(100);
    await calls;
    expect((await tool.assert()).atOnce).toBe(3);
  });

  it('change nothing where they are there before the import, in node:timers too', async () => {
    const { setTimeout: real, setImmediate: turns } = timers;
    const fake = () => expect.unreachable('a fake timer was taken');
    vi.useFakeTimers();
    Object.assign(timers, { setTimeout: fake, setImmediate: fake });
    try {
      const { Barrier }: typeof import('../../../src/api/overlap/barrier.ts') = await import(
        `${import.meta.dirname}/../../../src/api/overlap/barrier.ts?again`
      );
      const barrier = new Barrier({ atLeast: 2, atMost: 2, withinMs: 20 }, new Calls());
      expect(await barrier.pass(async () => 1, null)).toBe(1);
      await barrier.quiet();
    } finally {
      Object.assign(timers, { setTimeout: real, setImmediate: turns });
    }
  });
});

it('refuses what it can’t wrap, and options that ask nothing', () => {
  const fn = () => 1;
  expect(() => overlap(1 as never, { atLeast: 2 })).toThrow(/fn must be a function/);
  expect(() => overlap(async function* () {}, { atLeast: 2 })).toThrow(/generator/);
  for (const options of [{}, undefined, { within: 5 }, { atLeast: 5, atMost: 4 }] as never[]) {
    expect(() => overlap(fn, options)).toThrow(/atLeast, atMost or both/);
  }
  expect(() => overlap(fn, { atLeast: 1 })).toThrow(/at least 2/);
  expect(() => overlap(fn, { atleast: 3 } as never)).toThrow(/Did you mean atLeast/);
  expect(() => overlap(fn, { atLeast: 2, within: 1e12 })).toThrow(/an hour at most/);
});

it('asserts in one call, and gives what ran', async () => {
  const both = assertOverlap(
    async (n: number) => n,
    { atLeast: 2 },
    (tool) => Promise.all([tool(1), tool(2)]),
  );
  expect(await both).toMatchObject({ value: [1, 2], atOnce: 2 });
  const serial = assertOverlap(
    async () => 1,
    { atLeast: 2, within: 10 },
    async (tool) => [await tool(), await tool()],
  );
  expect((await rejection(serial)).message).toContain('call 2 began only after call 1 had ended');
});

it('says what is missing where nothing is to run', async () => {
  await expect(assertOverlap(async () => 1, { atLeast: 2 }, undefined as never)).rejects.toThrow(
    'assertOverlap: run must be a function (it is missing)',
  );
});
