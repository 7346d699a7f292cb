import { afterEach, describe, expect, it } from 'vitest';
import { ConcurError } from '../../../../src/base/errors/errors.ts';
import { ParallelMapError } from '../../../../src/map/error.ts';
import { doubled, HostsWorld } from '../../../fixtures/hosts-world.ts';
import { killsHost } from '../../../fixtures/virtual-host.ts';

// The table of faults that docs/hosts.md promises to survive: a row each, on a fake broker and in virtual time.

const worlds: HostsWorld[] = [];
function newWorld(...setup: ConstructorParameters<typeof HostsWorld>): HostsWorld {
  const world = new HostsWorld(...setup);
  worlds.push(world);
  return world;
}
afterEach(() => {
  for (const world of worlds.splice(0)) world.end();
});

/** Units that were begun more than once. */
const again = ({ begun }: HostsWorld) => [...begun].filter(([, times]) => times > 1).length;

describe('a run on hosts, where', () => {
  it('a host is killed: its chunks are done elsewhere, and nothing has two outcomes', async () => {
    const world = newWorld({ leaseMs: 5_000 });
    await world.host();
    const victim = await world.host();
    world.after(3_000, () => victim.kill());
    const { error, answers, tookMs } = await world.run(1_000);
    expect([error, answers.values()]).toEqual([null, doubled(1_000)]);
    // Half of it alone, and the lease of what the victim had.
    expect(tookMs).toBeGreaterThan(5_000);
    expect(tookMs).toBeLessThan(3_000 + 7_000 + 5_000);
  });

  it('the only host is killed, and another one comes: the lease of what it had ends, and all is done', async () => {
    const world = newWorld({ leaseMs: 5_000 });
    const victim = await world.host();
    world.after(1_000, () => {
      victim.kill();
      return world.host();
    });
    const { error, answers } = await world.run(300);
    expect([error, answers.values()]).toEqual([null, doubled(300)]);
  });

  for (const cutMs of [7_000, 20_000]) {
    it(`a host is cut off or frozen for ${cutMs / 1000} s: others do its chunks, and its late answers are refused`, async () => {
      const world = newWorld({ leaseMs: 5_000 });
      await world.host();
      const victim = await world.host();
      world.after(1_000, () => victim.line.cut(true));
      world.after(1_000 + cutMs, () => victim.line.cut(false));
      const { error, answers, progress } = await world.run(5_000);
      expect([error, answers.values()]).toEqual([null, doubled(5_000)]);
      expect(again(world)).toBeGreaterThan(0);
      const states = new Set(progress.map(({ hosts }) => hosts?.[1]?.state));
      expect(states).toEqual(new Set(cutMs > 6_000 ? ['here', 'silent', 'gone'] : ['here', 'silent']));
      expect(progress.at(-1)?.hosts?.[1]?.state).toBe('here');
    });
  }

  it('the broker is away for 8 s and has lost nothing: all wait, nothing is done again', async () => {
    const world = newWorld();
    await Promise.all([world.host(), world.host()]);
    world.after(1_000, () => world.broker.goAway());
    world.after(9_000, () => world.broker.comeBack());
    const { error, answers, warnings } = await world.run(1_000);
    expect([error, answers.values()]).toEqual([null, doubled(1_000)]);
    expect(again(world)).toBe(0);
    expect(warnings.map(({ code }) => code)).toEqual(['BROKER_AWAY']);
  });

  it('the broker has forgotten everything: what is missing is put back', async () => {
    const world = newWorld();
    await Promise.all([world.host(), world.host()]);
    world.after(1_000, () => world.broker.goAway());
    world.after(2_500, () => {
      world.broker.lose(null);
      world.broker.comeBack();
    });
    const { error, answers, puts } = await world.run(1_000);
    expect([error, answers.values()]).toEqual([null, doubled(1_000)]);
    expect(puts.length).toBeGreaterThan(new Set(puts).size);
  });

  it('no event ever arrives: the sweep asks', async () => {
    const world = newWorld({ arrivals: () => 0 });
    await world.host();
    const { error, answers } = await world.run(500);
    expect([error, answers.values()]).toEqual([null, doubled(500)]);
    expect(again(world)).toBe(0);
  });

  it('events come twice and late: the first answer stands', async () => {
    const delays = [1, 900, 3, 4_000];
    let next = 0;
    const latencyMs = () => delays[next++ % delays.length] as number;
    const world = newWorld({ arrivals: () => 2, latencyMs });
    await world.host();
    const { error, answers } = await world.run(200);
    expect([error, answers.values()]).toEqual([null, doubled(200)]);
    expect(world.broker.ids).toEqual([]);
  });

  it('its submitter is killed: another one with the same run takes what lies there, and has the rest done', async () => {
    const world = newWorld();
    await world.host({ workers: 2 });
    world.after(3_000, () => world.killSubmitters());
    await world.run(800, { run: 'nightly-42', chunk: 20 });
    const doneBefore = world.begun.size;
    const second = await world.run(800, { run: 'nightly-42', chunk: 20 });
    expect([second.error, second.answers.values()]).toEqual([null, doubled(800)]);
    expect(doneBefore).toBeGreaterThan(200);
    expect(again(world)).toBe(0);
    expect(second.puts.length).toBeLessThan(40);
    expect(world.broker.ids).toEqual([]);
  });

  it('its submitter is killed: another one that begins with a later unit gets that one’s results, though inputs are alike', async () => {
    const world = newWorld();
    await world.host({ fn: (_, index) => 2 * index });
    world.after(2_000, () => world.killSubmitters());
    const alike = new Array(400).fill('x');
    await world.run(alike, { run: 'nightly-42', chunk: 20 });
    const rest = { run: 'nightly-42', chunk: 20, numbering: { first: 60, step: 1 } };
    const { error, answers, warnings } = await world.run(alike.slice(60), rest);
    expect([error, answers.values(), warnings]).toEqual([null, doubled(400).slice(60), []]);
    expect(again(world)).toBe(0);
    expect(world.broker.ids).toEqual([]);
  });

  it('some units throw: each fails by itself', async () => {
    const world = newWorld();
    const fn = (input: unknown, index: number) => {
      if (index % 7 === 3) throw new RangeError(`not ${index}`);
      return input;
    };
    await world.host({ fn });
    const { error, answers, progress } = await world.run(100);
    expect([error, answers.failed]).toEqual([null, 14]);
    const [first] = answers.failures() as ParallelMapError[];
    expect(first).toBeInstanceOf(ParallelMapError);
    expect([first?.index, first?.message]).toEqual([3, expect.stringMatching(/^unit 3 .*not 3/)]);
    expect(first?.cause).toBeInstanceOf(RangeError);
    expect(progress.at(-1)).toMatchObject({ done: 86, failed: 14, total: 100 });
  });

  it('a unit throws that ends all: it is rejected with that, and nothing is left', async () => {
    const world = newWorld();
    const fn = (input: unknown, index: number) => {
      if (index === 50) throw new RangeError('not this one');
      return input;
    };
    await world.host({ fn });
    const { error, tookMs } = await world.run(100_000, { onError: 'raise' });
    expect(error).toBeInstanceOf(ParallelMapError);
    expect((error as ParallelMapError).index).toBe(50);
    expect(tookMs).toBeLessThan(5_000);
    expect(world.broker.ids).toEqual([]);
  });

  it('a unit ends its whole host: its chunk is halved until it is alone, and it alone fails', async () => {
    const world = newWorld({ leaseMs: 2_000 });
    const fn = (input: unknown, index: number) => {
      if (index !== 77) return (input as number) * 2;
      // Something starts the service again.
      world.after(500, () => world.host({ fn }));
      throw killsHost;
    };
    await world.host({ fn });
    await world.host({ fn });
    const { error, answers } = await world.run(200, { chunk: 40 });
    expect([error, answers.failed]).toEqual([null, 1]);
    const [failure] = answers.failures() as ParallelMapError[];
    expect([failure?.index, failure?.message]).toEqual([
      77,
      expect.stringMatching(/^unit 77 ended its host/),
    ]);
    expect(failure?.cause).toMatchObject({ code: 'WORKER_FAILED' });
    expect(answers.values().filter((value) => value !== undefined)).toEqual(
      doubled(200).filter((value) => value !== 154),
    );
  });

  it.each(['collect', 'raise'] as const)(
    'a unit ends its whole host: those that are done beside it are not taken for it (%s)',
    async (onError) => {
      const world = newWorld({ leaseMs: 2_000 });
      const setup = {
        workers: 4,
        fn(input: unknown, index: number) {
          if (index !== 8) return (input as number) * 2;
          world.after(500, () => world.host(setup));
          throw killsHost;
        },
      };
      await world.host(setup);
      const { error, answers } = await world.run(20, { chunk: 1, onError });
      if (onError === 'raise') expect(error).toMatchObject({ index: 8 });
      else expect(answers.failures()).toEqual([expect.objectContaining({ index: 8 })]);
      expect(world.broker.ids).toEqual([]);
    },
  );

  it('units of another run end its hosts: none of its own fails for that', async () => {
    const world = newWorld({ leaseMs: 2_000 });
    const setup = {
      ...{ workers: 2, unitMs: 200 },
      fn(input: unknown) {
        if (input !== 'end') return input;
        world.after(500, () => world.host(setup));
        throw killsHost;
      },
    };
    await Promise.all([world.host(setup), world.host(setup)]);
    const [deadly, harmless] = await Promise.all([
      world.run(new Array(30).fill('end'), { chunk: 1 }),
      world.run(new Array(60).fill('go on'), { chunk: 1 }),
    ]);
    expect([deadly.error, deadly.answers.failed]).toEqual([null, 30]);
    expect([harmless.error, harmless.answers.failed]).toEqual([null, 0]);
    expect(world.broker.ids).toEqual([]);
  });

  it('a host has other code: it never gets a chunk', async () => {
    const world = newWorld();
    await world.host();
    await world.host({ digest: 'another', fn: () => 'wrong' });
    const { error, answers, progress } = await world.run(100);
    expect([error, answers.values()]).toEqual([null, doubled(100)]);
    expect(progress.at(-1)?.hosts).toHaveLength(1);
  });

  it('no host is there: it waits, then says what to type, and who is there that can’t', async () => {
    const world = newWorld();
    await world.host({ name: 'old', protocol: 1 });
    await world.host({ name: 'stale', digest: 'another' });
    await world.host({ name: 'busy', digest: 'third', works: 'work.js#other' });
    const { error, tookMs } = await world.run(100);
    expect(error).toBeInstanceOf(ConcurError);
    const { code, message, hint } = error as ConcurError;
    expect(code).toBe('CAPABILITY_MISSING');
    expect(message).toContain('no host is there for work.js#unit (waited 30 s)');
    expect(message).toMatch(
      /old speaks another protocol .*, stale has other code .* and busy works at work.js#other/,
    );
    expect(hint).toBe('On each host: concur worker /there/work.js#unit --broker redis://127.0.0.1:6379');
    expect(tookMs).toBeGreaterThanOrEqual(30_000);
    expect(tookMs).toBeLessThan(32_000);
    expect(world.broker.ids).toEqual([]);
  });

  it('all hosts are gone in the middle, for good: it says so as if none had come', async () => {
    const world = newWorld();
    const host = await world.host();
    world.after(1_000, () => host.kill());
    const { error } = await world.run(10_000, { waitMs: 5_000 });
    expect((error as ConcurError).code).toBe('CAPABILITY_MISSING');
    expect(world.broker.ids).toEqual([]);
  });
});
