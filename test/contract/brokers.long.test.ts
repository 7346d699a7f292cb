import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MonotonicClock } from '../../src/base/time/clock.ts';
import type { Broker, BrokerPlace, HostLine, HostOrder, SubmitterLine } from '../../src/map/hosts/broker.ts';
import { BULLMQ_BROKER } from '../../src/map/hosts/bullmq/bullmq-broker.ts';
import { FakeBroker } from '../../src/map/hosts/fake-broker.ts';
import type { HostState } from '../../src/model/hosts.ts';
import { USUAL_HOST } from '../fixtures/host-state.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { noRedis, startRedis } from '../harness/redis.ts';

// What a submitter relies on, of the fake as of the real one.

tellSkipped('the contract of brokers with BullMQ', noRedis);

const LEASE_MS = 600;

interface Ends {
  readonly broker: Broker;
  readonly place: BrokerPlace;
  readonly line: SubmitterLine;
  readonly answers: Map<string, string>;
  readonly hosts: HostState[];
  serve(): Promise<HostLine>;
}

async function open(broker: Broker, url: string): Promise<Ends> {
  const place = { url, tls: null };
  const settings = { ...place, queue: 'concur:1:c0de', leaseMs: LEASE_MS };
  const line = await broker.submit(settings);
  onTestFinished(() => line.close());
  const [answers, hosts] = [new Map<string, string>(), [] as HostState[]];
  line.on({
    answer: (id, body) => answers.set(id, body),
    stalled() {},
    host: (state) => hosts.push(state),
    line() {},
  });
  return {
    ...{ broker, place, line, answers, hosts },
    async serve() {
      const host = await broker.serve(settings);
      onTestFinished(() => host.close(true));
      return host;
    },
  };
}

const id = (n: number, run = 'run') => `${run}_${n}_1_0123456789abcdef`;
const chunk = (n: number) => ({ id: id(n), body: `work ${n}` });
const statesOf = async (line: SubmitterLine, ...ns: number[]) =>
  (await line.look(ns.map((n) => id(n)))).map(({ state }) => state);

const BROKERS = {
  'a fake one': async () => open(new FakeBroker({ clock: new MonotonicClock() }), 'redis://127.0.0.1'),
  BullMQ: async () => open(BULLMQ_BROKER, (await startRedis()).url),
};

for (const [name, start] of Object.entries(BROKERS)) {
  describe.skipIf(name === 'BullMQ' && noRedis !== null)(`a broker, ${name}`, () => {
    it('has what is put twice once, and knows what became of each chunk', async () => {
      const { line, answers, serve } = await start();
      await line.put([chunk(0), chunk(1)]);
      await line.put([chunk(1), chunk(2)]);
      expect(await statesOf(line, 0, 2, 3)).toEqual(['waiting', 'waiting', 'missing']);
      const seen: string[] = [];
      (await serve()).take(2, async ({ id: each, body }) => {
        seen.push(each);
        return `${body}, done`;
      });
      await expect.poll(() => answers.size).toBe(3);
      expect(seen.toSorted()).toEqual([0, 1, 2].map((n) => id(n)));
      expect(await line.look([id(1)])).toEqual([{ id: id(1), state: 'answered', body: 'work 1, done' }]);
    });

    it('lists what it has of a run, and forgets what is dropped', async () => {
      const { line } = await start();
      await line.put([chunk(0), chunk(1), { ...chunk(2), id: id(2, 'other') }]);
      expect((await line.list('run')).toSorted()).toEqual([id(0), id(1)]);
      await line.drop([id(0), id(7)]);
      expect([await line.list('run'), await line.list('other')]).toEqual([[id(1)], [id(2, 'other')]]);
      expect(await statesOf(line, 0)).toEqual(['missing']);
      // What was dropped can be put again.
      await line.put([chunk(0)]);
      expect(await statesOf(line, 0)).toEqual(['waiting']);
    });

    it('refuses the answer to a chunk that was dropped while a host had it', async () => {
      const { line, answers, serve } = await start();
      let [isLost, finish] = [false, () => {}];
      (await serve()).take(1, async (_, signal) => {
        signal.addEventListener('abort', () => {
          isLost = true;
        });
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return 'late';
      });
      await line.put([chunk(0)]);
      await expect.poll(() => statesOf(line, 0)).toEqual(['active']);
      await line.drop([id(0)]);
      await expect.poll(() => isLost, { timeout: 5 * LEASE_MS }).toBe(true);
      finish();
      await delay(200);
      expect([await statesOf(line, 0), answers.size]).toEqual([['missing'], 0]);
    });

    it('gives to another host what one gives back', async () => {
      const { line, answers, serve } = await start();
      await line.put([chunk(0)]);
      const first = await serve();
      first.take(1, () => new Promise(() => {}));
      await expect.poll(() => statesOf(line, 0)).toEqual(['active']);
      await first.close(true);
      (await serve()).take(1, async () => 'by the second');
      await expect.poll(() => answers.get(id(0)), { timeout: 5 * LEASE_MS }).toBe('by the second');
    });

    it('keeps a lease for as long as a chunk takes', async () => {
      const { line, answers, serve } = await start();
      let begun = 0;
      for (const host of [await serve(), await serve()]) {
        host.take(1, async () => {
          begun++;
          await delay(4 * LEASE_MS);
          return 'slowly';
        });
      }
      await line.put([chunk(0)]);
      await expect.poll(() => answers.size, { timeout: 10 * LEASE_MS }).toBe(1);
      expect(begun).toBe(1);
    });

    it('brings hosts’ words to submitters, and orders to hosts, until they leave', async () => {
      const { broker, place, line, hosts, serve } = await start();
      const host = await serve();
      const orders: HostOrder[] = [];
      host.on({ order: (order) => orders.push(order), line() {} });
      await host.say({ ...USUAL_HOST, saidAtMs: Date.now() });
      await expect.poll(() => hosts[0]?.id, { timeout: 5_000 }).toBe(USUAL_HOST.id);
      expect((await broker.hosts(place)).map((each) => each.id)).toEqual([USUAL_HOST.id]);
      await line.tell({ type: 'abort', run: 'run' });
      await expect.poll(() => orders).toEqual([{ type: 'abort', run: 'run' }]);
      await host.close(false);
      expect(await broker.hosts(place)).toEqual([]);
    });

    it('gives nothing to a host that is paused', async () => {
      const { line, answers, serve } = await start();
      const host = await serve();
      host.take(1, async () => 'done');
      host.pause();
      await line.put([chunk(0)]);
      await delay(300);
      expect(answers.size).toBe(0);
      host.resume();
      await expect.poll(() => answers.size).toBe(1);
    });
  });
}
