import { afterEach, describe, expect, it } from 'vitest';
import type { ConcurError } from '../../../../src/base/errors/errors.ts';
import { Answers } from '../../../../src/map/dispatch/answers.ts';
import * as TAG from '../../../../src/map/dispatch/tag.ts';
import { type UnitSource, unitsOf } from '../../../../src/map/dispatch/unit-source.ts';
import type { ParallelMapError } from '../../../../src/map/error.ts';
import { readChunkId } from '../../../../src/map/hosts/wire/chunk-id.ts';
import { StreamWindow } from '../../../../src/map/stream/window.ts';
import { doubled, HostsWorld } from '../../../fixtures/hosts-world.ts';

const worlds: HostsWorld[] = [];
function newWorld(...setup: ConstructorParameters<typeof HostsWorld>): HostsWorld {
  const world = new HostsWorld(...setup);
  worlds.push(world);
  return world;
}
afterEach(() => {
  for (const world of worlds.splice(0)) world.end();
});

const sizesOf = (puts: readonly string[]) => puts.map((id) => readChunkId(id)?.count ?? 0);

describe('chunks', () => {
  it('grow until one lasts about 200 ms, and four are out for each worker', async () => {
    const world = newWorld();
    await world.host({ workers: 3, unitMs: 2 });
    const { error, answers, puts, peak, tookMs } = await world.run(20_000);
    expect([error, answers.values()]).toEqual([null, doubled(20_000)]);
    expect(Math.max(...sizesOf(puts))).toBe(100);
    expect(peak).toBeGreaterThan(6);
    expect(peak).toBeLessThanOrEqual(12);
    // Three workers at 2 ms a unit, and next to nothing for the way there and back.
    expect(tookMs).toBeLessThan(1.03 * ((20_000 * 2) / 3));
  });

  it('are as large as was asked', async () => {
    const world = newWorld();
    await world.host();
    const { puts } = await world.run(100, { chunk: 30 });
    expect(sizesOf(puts)).toEqual([30, 30, 30, 10]);
  });

  it('get smaller where answers would be too large, and one that is too large alone fails alone', async () => {
    const world = newWorld();
    const fn = (_: unknown, index: number) => 'x'.repeat(index === 9 ? 50_000 : 1_000);
    await world.host({ fn, most: 20_000, unitMs: 1 });
    const { error, answers } = await world.run(200);
    expect(error).toBe(null);
    const [failure, ...others] = answers.failures() as ParallelMapError[];
    expect(others).toEqual([]);
    expect(failure?.index).toBe(9);
    expect(failure?.message).toMatch(/^unit 9 has no result here: it takes 0\.1 MB on its way from its host/);
    expect(answers.tags.filter((tag) => tag === TAG.message)).toHaveLength(199);
  });

  it('are halved where their inputs are too large, and one that is too large alone is not sent', async () => {
    const world = newWorld();
    await world.host({ fn: (input) => (input as string).length });
    const lengths = Array.from({ length: 40 }, (_, index) => (index === 7 ? 900_000 : 100_000));
    const inputs = lengths.map((length) => 'x'.repeat(length));
    const { error, answers, puts } = await world.run(inputs, { chunk: 40 });
    expect(error).toBe(null);
    expect(answers.values()).toEqual(lengths.map((length, index) => (index === 7 ? undefined : length)));
    expect((answers.failures()[0] as ParallelMapError).message).toMatch(
      /^unit 7 was not done: its input takes 1\.2 MB/,
    );
    expect(Math.max(...sizesOf(puts))).toBeLessThan(8);
  });

  it('leave out an input that can’t be sent, and nothing else', async () => {
    const world = newWorld();
    await world.host({ fn: (input) => typeof input });
    const { answers } = await world.run([1, 'two', () => 3, null, Symbol('five')], { chunk: 5 });
    expect(answers.values()).toEqual(['number', 'string', undefined, 'object', undefined]);
    expect(answers.failures().map(({ message }) => message)).toEqual([
      'unit 2 was not done: its input can’t be cloned, so it can’t be sent to a worker',
      'unit 4 was not done: its input can’t be cloned, so it can’t be sent to a worker',
    ]);
  });

  it('tell units what they are called', async () => {
    const world = newWorld();
    const fn = (_: unknown, index: number) => {
      if (index === 7) throw new Error('seven');
      return index;
    };
    await world.host({ fn });
    const { answers } = await world.run([10, 20, 30, 40], { numbering: { first: 1, step: 3 } });
    expect(answers.values()).toEqual([1, 4, undefined, 10]);
    expect((answers.failures()[0] as ParallelMapError).index).toBe(7);
  });
});

it('does the units of a stream as they become known', async () => {
  const world = newWorld();
  await world.host({ workers: 2 });
  let [known, isComplete, tell] = [0, false, () => {}];
  const source: UnitSource = {
    ...unitsOf({ type: 'count', total: 0 }),
    get known() {
      return known;
    },
    get isComplete() {
      return isComplete;
    },
    onMore: (listener) => {
      tell = listener;
    },
  };
  const arrive = () => {
    known = Math.min(500, known + 23);
    isComplete = known === 500;
    tell();
    if (!isComplete) world.after(70, arrive);
  };
  world.after(50, arrive);
  const answers = new Answers(500, null);
  const { error } = await world.runSource(source, answers);
  expect([error, answers.values()]).toEqual([null, doubled(500)]);
});

for (const ahead of [8, 200]) {
  it(`goes on with the run of a stream of which ${ahead} inputs may be read ahead, and chunks of 50 are there`, async () => {
    const world = newWorld();
    await world.host();
    world.after(2_000, () => world.killSubmitters());
    const inputs = doubled(400);
    await world.run(inputs, { run: 'mine', chunk: 50 });
    await new Promise<void>((resolve) => world.after(3_000, resolve));
    const [doneBefore, answers] = [world.begun.size, new Answers(400, null)];
    const window = new StreamWindow(true, ahead, () => {});
    const read = () => {
      for (let next = window.next(); next !== null; next = window.next()) {
        answers.take({ from: next.index, values: [next.error === null ? next.value : next.error] });
      }
      while (!window.isFull && inputs.length > 0) window.push(inputs.shift());
      window.tell(inputs.length > 0 ? 'results' : 'over');
      if (answers.tags.includes(TAG.open)) world.after(20, read);
    };
    world.after(1, read);
    const { error } = await world.runSource(window, window, { run: 'mine', chunk: 50 });
    read();
    expect([error, answers.values(), world.broker.ids]).toEqual([null, doubled(400).map((n) => 2 * n), []]);
    const isDoneAgain = [...world.begun.values()].some((times) => times > 1);
    expect([doneBefore > 200, isDoneAgain]).toEqual([true, ahead < 50]);
  });
}

it('ends with what a listener for progress throws', async () => {
  const world = newWorld();
  await world.host();
  world.onProgress = ({ done }) => {
    if (done > 100) throw new RangeError('my own');
  };
  const { error } = await world.run(10_000);
  expect(error).toBeInstanceOf(RangeError);
  expect(world.broker.ids).toEqual([]);
});

describe('an abort', () => {
  it('ends the run within a second, tells the hosts, and leaves nothing', async () => {
    const world = newWorld();
    await Promise.all([world.host({ unitMs: 100 }), world.host({ unitMs: 100 })]);
    const life = new AbortController();
    world.after(2_000, () => life.abort(new Error('enough')));
    const { error, tookMs } = await world.run(10_000, { signal: life.signal });
    expect((error as Error).message).toBe('enough');
    expect(tookMs).toBeLessThan(3_000);
    expect(world.broker.ids).toEqual([]);
    const begun = world.begun.size;
    await new Promise<void>((resolve) => world.after(5_000, resolve));
    expect(world.begun.size).toBe(begun);
  });

  it('leaves nothing of what is on its way to the broker either', async () => {
    const world = newWorld();
    await world.host();
    world.putDelayMs = 300;
    const life = new AbortController();
    world.after(100, () => life.abort(new Error('enough')));
    const { error, puts } = await world.run(1_000, { signal: life.signal });
    await new Promise<void>((resolve) => world.after(1_000, resolve));
    expect([(error as Error).message, puts.length > 0, world.broker.ids]).toEqual(['enough', true, []]);
  });

  it('ends it within a second though the broker is away', async () => {
    const world = newWorld();
    await world.host();
    const life = new AbortController();
    world.after(1_000, () => world.broker.goAway());
    world.after(2_000, () => life.abort(new Error('enough')));
    const { error, tookMs } = await world.run(10_000, { signal: life.signal });
    expect([(error as Error).message, tookMs < 3_000]).toEqual(['enough', true]);
  });

  it('leaves the answers of a run with a name for whoever goes on with it, and what waits is dropped', async () => {
    const world = newWorld();
    await world.host();
    const life = new AbortController();
    world.after(2_000, () => life.abort(new Error('enough')));
    await world.run(1_000, { signal: life.signal, run: 'mine', chunk: 10 });
    expect(world.broker.open).toBe(0);
    expect(world.broker.ids.length).toBeGreaterThan(10);
    const { error, answers } = await world.run(1_000, { run: 'mine', chunk: 10 });
    expect([error, answers.values(), world.broker.ids]).toEqual([null, doubled(1_000), []]);
  });

  it('that came before anything began is all that happens', async () => {
    const world = newWorld();
    const { error, puts } = await world.run(10, { signal: AbortSignal.abort(new Error('early')) });
    expect([(error as Error).message, puts]).toEqual(['early', []]);
  });
});

it('sends nothing more once a unit has failed that ends all', async () => {
  const world = newWorld({ arrivals: () => 0 });
  const fn = (_: unknown, index: number) => {
    if (index === 5) throw new Error('five');
  };
  await world.host({ fn });
  // What the sweep finds missing after the failure isn't sent again.
  world.after(1_500, () => world.broker.lose(world.broker.ids.at(-1) ?? ''));
  const { error, puts } = await world.run(40, { chunk: 10, onError: 'raise' });
  expect((error as ParallelMapError).index).toBe(5);
  expect(sizesOf(puts)).toEqual([10, 10, 10, 10]);
});

describe('a run with a name', () => {
  it('needs no host for what is there', async () => {
    const world = newWorld();
    const host = await world.host();
    world.after(3_900, () => world.killSubmitters());
    await world.run(400, { run: 'mine', chunk: 50 });
    await new Promise<void>((resolve) => world.after(1_000, resolve));
    host.kill();
    const { error, answers, puts } = await world.run(400, { run: 'mine', chunk: 50 });
    expect([error, answers.values(), puts]).toEqual([null, doubled(400), []]);
  });

  it('that can’t be part of a key is refused', async () => {
    const { error } = await newWorld().run(1, { run: 'a:b' });
    expect(error).toMatchObject({ code: 'USAGE', message: '"a:b" can’t be the name of a run' });
  });

  it('of units that begin elsewhere, as a journal or a shard has them, is another run', async () => {
    const world = newWorld();
    await world.host();
    world.after(2_000, () => world.killSubmitters());
    await world.run([...doubled(400)], { run: 'mine' });
    const rest = doubled(400).slice(60);
    const part = { run: 'mine', numbering: { first: 60, step: 1 } };
    const { error, answers } = await world.run(rest, part);
    const undisturbed = newWorld();
    await undisturbed.host();
    expect([error, answers.values()]).toEqual([null, (await undisturbed.run(rest, part)).answers.values()]);
  });

  it('of other inputs is refused', async () => {
    const world = newWorld();
    await world.host();
    world.after(2_000, () => world.killSubmitters());
    await world.run([...doubled(400)], { run: 'mine' });
    const { error } = await world.run(
      doubled(400).map((n) => n + 1),
      { run: 'mine' },
    );
    expect((error as ConcurError).code).toBe('USAGE');
    expect((error as ConcurError).message).toBe('the broker holds results of a run mine with other inputs');
  });
});

describe('hosts', () => {
  it('are waited for until there are as many as were wanted', async () => {
    const world = newWorld();
    await world.host();
    world.after(10_000, () => world.host());
    const { error, tookMs } = await world.run(10, { hosts: 2 });
    expect(error).toBe(null);
    expect(tookMs).toBeGreaterThanOrEqual(10_000);
  });

  it('that are too few are counted in the error', async () => {
    const world = newWorld();
    await world.host();
    const { error } = await world.run(10, { hosts: 2, waitMs: 3_000 });
    expect((error as ConcurError).message).toBe('only 1 of 2 hosts is there for work.js#unit (waited 3 s)');
  });

  it('are told of with their state, what they did, and R and D from their evidence', async () => {
    const world = newWorld();
    await world.host({ name: 'a', machine: 'm', workers: 2 });
    const leaver = await world.host({ name: 'a', machine: 'm' });
    world.after(3_000, () => leaver.leave());
    const { progress } = await world.run(2_000);
    const last = progress.at(-1);
    expect(last?.hosts?.map(({ name, machine, cores, state }) => [name, machine, cores, state])).toEqual([
      ['a', 'm', 2, 'here'],
      ['a#2', 'm', 1, 'gone'],
    ]);
    expect(last?.hosts?.reduce((sum, { done }) => sum + done, 0)).toBe(2_000);
    expect(last?.workers.map(({ host, name, tid }) => [host, name, tid])).toEqual([
      ['a', 'worker 0', 8],
      ['a', 'worker 1', 9],
      ['a#2', 'worker 0', 8],
    ]);
    // Each of a host's workers ran for three quarters of its time, and waited for a core in the last.
    const [{ r, d } = { r: null, d: null }] = last?.hosts ?? [];
    expect([r && r / 2, d && d / 2]).toEqual([expect.closeTo(0.75, 1), expect.closeTo(0.25, 1)]);
  });

  it('with the same key take what is signed', async () => {
    const world = newWorld();
    await world.host({ key: 'secret' });
    const { error, answers } = await world.run(100, {}, 'secret');
    expect([error, answers.values()]).toEqual([null, doubled(100)]);
  });

  it('whose answers aren’t signed are warned of, asked again, and given up', async () => {
    const world = newWorld();
    await world.host({ key: 'secret', instead: () => '.forged' });
    const { error, warnings, answers } = await world.run(100, { chunk: 100 }, 'secret');
    expect((error as ConcurError).code).toBe('WORKER_FAILED');
    expect((error as ConcurError).message).toContain('isn’t signed with our key');
    expect(warnings.map(({ code }) => code)).toEqual(['ANSWER_REFUSED']);
    expect(answers.tags.every((tag) => tag === TAG.open)).toBe(true);
  });

  it('that refuse a chunk now and then are asked again', async () => {
    const world = newWorld();
    let refusals = 2;
    await world.host({
      instead: () => (refusals-- > 0 ? { type: 'refused', why: 'not today' } : null),
    });
    const { error, answers } = await world.run(50, { chunk: 50 });
    expect([error, answers.values()]).toEqual([null, doubled(50)]);
  });

  it('that can’t load the function end the run', async () => {
    const world = newWorld();
    await world.host({ instead: () => ({ type: 'unusable', why: 'no module left-pad' }) });
    const { error } = await world.run(50);
    expect(error).toMatchObject({
      code: 'USER_CODE',
      message: expect.stringContaining('no module left-pad'),
    });
  });

  it('that answer of units that they weren’t given are not believed', async () => {
    const world = newWorld();
    const values = ['mine'];
    await world.host({
      instead: () => ({
        ...{ type: 'done', runs: [{ from: 50, values }], failures: [], begun: 1, evidence: [] },
      }),
    });
    const { error, answers } = await world.run(100, { chunk: 50 });
    expect(error).toMatchObject({ code: 'WORKER_FAILED' });
    expect(answers.tags.every((tag) => tag === TAG.open)).toBe(true);
  });

  it('that leave units out of an answer get these again', async () => {
    const world = newWorld();
    await world.host({
      instead: (_, { count, numbering }) => ({
        ...{ type: 'done', failures: [], begun: 1, evidence: [] },
        runs: [{ from: count - 1, values: [2 * (numbering.first + count - 1)] }],
      }),
    });
    const { error, answers } = await world.run(20, { chunk: 20 });
    expect([error, answers.values()]).toEqual([null, doubled(20)]);
  });
});
