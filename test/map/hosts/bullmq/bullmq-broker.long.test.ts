import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { HostOrder } from '../../../../src/map/hosts/broker.ts';
import { BULLMQ_BROKER } from '../../../../src/map/hosts/bullmq/bullmq-broker.ts';
import { USUAL_HOST } from '../../../fixtures/host-state.ts';
import { tellSkipped } from '../../../harness/cgroup.ts';
import { hostProcess } from '../../../harness/chunk-host.ts';
import { noRedis, startRedis } from '../../../harness/redis.ts';
import { chunk, ids, LEASE_MS, Submitter, serve, settings, until } from '../../../harness/submitter.ts';

tellSkipped('BullMQ as a broker', noRedis);

describe.skipIf(noRedis !== null)('BullMQ as a broker', () => {
  it('brings chunks to a host and answers back, once each, and forgets what is dropped', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const host = await serve(redis);
    const all = ids(40);
    host.take(4, async ({ id, body }) => `${id}: ${body}, done`);
    await submitter.line.put(all.map(chunk));
    await submitter.line.put(all.map(chunk));
    await until(() => submitter.answers.size === all.length);
    expect(Object.fromEntries(submitter.answers)).toEqual(
      Object.fromEntries(all.map((id) => [id, [`${id}: work of ${id}, done`]])),
    );
    expect(await submitter.line.look([all[3] as string, 'run_9_9_0123456789abcdef'])).toEqual([
      { id: all[3], state: 'answered', body: `${all[3]}: work of ${all[3]}, done` },
      { id: 'run_9_9_0123456789abcdef', state: 'missing' },
    ]);
    expect((await submitter.line.list('run')).toSorted()).toEqual(all.toSorted());
    expect(await submitter.line.list('ru')).toEqual([]);
    // Each answer is in an event, too: they are kept for those on their way alone.
    expect(await redis.ask('HGET', 'concur:1-c0de:meta', 'opts.maxLenEvents')).toBe(`${8 * all.length}`);
    await submitter.line.drop(all);
    expect(await submitter.line.list('run')).toEqual([]);
    await submitter.line.close();
    // Neither chunks nor answers are left.
    expect(await redis.ask('XLEN', 'concur:1-c0de:events')).toBe(0);
  });

  it('tells whether chunks wait, and who has one', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const [one, two] = ids(2) as [string, string];
    await submitter.line.put([chunk(one), chunk(two)]);
    expect((await submitter.line.look([one, two])).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    const host = await serve(redis);
    host.take(1, () => new Promise(() => {}));
    const states = async () => (await submitter.line.look([one, two])).map(({ state }) => state);
    await expect.poll(states).toEqual(['active', 'waiting']);
    await host.close(true);
    expect(await states()).toEqual(['waiting', 'waiting']);
  });

  it('refuses the answer of a chunk that was dropped meanwhile, and says so to its host', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const host = await serve(redis, 600);
    const [id] = ids(1) as [string];
    let isAborted = false;
    host.take(1, async (_, signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      isAborted = true;
      return 'late';
    });
    await submitter.line.put([chunk(id)]);
    await expect.poll(async () => (await submitter.line.look([id]))[0]?.state).toBe('active');
    await submitter.line.drop([id]);
    await until(() => isAborted);
    await delay(200);
    expect(await submitter.line.look([id])).toEqual([{ id, state: 'missing' }]);
    expect(submitter.answers.size).toBe(0);
  });

  it('is shared by two hosts, and one that leaves finishes what it has', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const hosts = await Promise.all([serve(redis), serve(redis)]);
    for (const [n, host] of hosts.entries()) {
      host.take(2, async () => {
        await delay(100);
        return `${n}`;
      });
    }
    const all = ids(16);
    await submitter.line.put(all.map(chunk));
    await until(() => submitter.answers.size >= 4);
    await hosts[0]?.close(false);
    const byFirst = [...submitter.answers.values()].filter(([by]) => by === '0').length;
    const answers = await submitter.sweep(all);
    expect(new Set(answers)).toEqual(new Set(['0', '1']));
    // All that the first one had was handed in before it left, and it took no more.
    expect(answers.filter((by) => by === '0').length - byFirst).toBeLessThanOrEqual(2);
    await until(() => submitter.answers.size === all.length);
  });

  it('hears the hosts, and gives them orders', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const host = await serve(redis);
    const orders: HostOrder[] = [];
    host.on({ order: (order) => orders.push(order), line() {} });
    const { offsetMs, errorMs } = await host.clock();
    // It is one machine: whole milliseconds of Date.now are all that may differ.
    expect(Math.abs(offsetMs)).toBeLessThan(errorMs + 1.1);
    const saidAtMs = Date.now();
    await host.say({ ...USUAL_HOST, saidAtMs });
    await until(() => submitter.hosts.length > 0);
    expect(submitter.hosts[0]).toEqual({ ...USUAL_HOST, saidAtMs });
    const [known, ...others] = await BULLMQ_BROKER.hosts(settings(redis));
    expect([known, others]).toMatchObject([{ id: 'a', saidAtMs }, []]);
    await delay(50);
    const [later] = await BULLMQ_BROKER.hosts(settings(redis));
    expect(later?.silentMs).toBeGreaterThan(known?.silentMs ?? Number.NaN);
    await submitter.line.tell({ type: 'abort', run: 'run' });
    await submitter.line.tell({ type: 'pause', hosts: ['a'], leaseMs: 5_000 });
    await until(() => orders.length === 2);
    expect(orders).toEqual([
      { type: 'abort', run: 'run' },
      { type: 'pause', hosts: ['a'], leaseMs: 5_000 },
    ]);
    await host.close(false);
    expect(await BULLMQ_BROKER.hosts(settings(redis))).toEqual([]);
  });

  it('takes nothing while it is paused, and goes on', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const host = await serve(redis);
    let taken = 0;
    host.take(1, async () => `${++taken}`);
    const [one, two] = ids(2) as [string, string];
    await submitter.line.put([chunk(one)]);
    await until(() => submitter.answers.size === 1);
    host.pause();
    await submitter.line.put([chunk(two)]);
    await delay(500);
    expect(taken).toBe(1);
    host.resume();
    await until(() => submitter.answers.size === 2);
  });

  it('has a killed host’s chunk done by another, and refuses the late answer of one that was frozen', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const [one, two] = ids(2) as [string, string];
    const frozen = await hostProcess(redis, 'frozen', LEASE_MS, 500);
    await submitter.line.put([chunk(one)]);
    await frozen.says(`takes ${one}`);
    frozen.child.kill('SIGSTOP');
    const other = await hostProcess(redis, 'other', LEASE_MS, 50);
    expect(await submitter.sweep([one])).toEqual([`work of ${one} by other`]);
    frozen.child.kill('SIGCONT');
    await submitter.line.put([chunk(two)]);
    await submitter.sweep([two]);
    await delay(1_000);
    expect(submitter.answers.get(one)).toEqual([`work of ${one} by other`]);
    expect(await submitter.line.look([one])).toMatchObject([{ body: `work of ${one} by other` }]);
    other.child.kill('SIGTERM');
    await other.ended;
    expect([frozen.stderr(), other.stderr()]).toEqual(['', '']);
  });

  it('gives up a chunk whose hosts end twice', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const [id] = ids(1) as [string];
    await submitter.line.put([chunk(id)]);
    for (const name of ['first', 'second']) {
      const host = await hostProcess(redis, name, 500, 60_000);
      await host.says(`takes ${id}`);
      host.child.kill('SIGKILL');
      await host.ended;
    }
    await hostProcess(redis, 'third', 500, 0);
    await until(() => submitter.stalled.size === 1);
    expect(submitter.stalled.get(id)).toMatch(/two hosts that had it ended/);
    expect(await submitter.line.look([id])).toMatchObject([{ state: 'stalled' }]);
  });
});
