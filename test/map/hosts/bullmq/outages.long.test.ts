import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { tellSkipped } from '../../../harness/cgroup.ts';
import { hostProcess } from '../../../harness/chunk-host.ts';
import { noRedis, startRedis } from '../../../harness/redis.ts';
import { startRelay } from '../../../harness/relay.ts';
import { chunk, ids, Submitter, serve, until } from '../../../harness/submitter.ts';

tellSkipped('outages of a broker', noRedis);

describe.skipIf(noRedis !== null)('a broker that can’t be reached', () => {
  it.each([
    ['with what it has kept', ['--appendonly', 'yes', '--appendfsync', 'always']],
    ['with nothing', []],
  ])('goes on when the broker was killed and is back %s', async (_how, configuration) => {
    const redis = await startRedis(...configuration);
    const submitter = await Submitter.at(redis);
    const host = await serve(redis, 20_000);
    let done = 0;
    host.on({ order() {}, line() {} });
    host.take(2, async ({ id }) => {
      await delay(50);
      done++;
      return id;
    });
    const all = ids(20);
    await submitter.line.put(all.map(chunk));
    await until(() => submitter.answers.size >= 5);
    await redis.kill();
    await until(() => submitter.lines.includes(false));
    await expect(submitter.line.look(all)).rejects.toMatchObject({ name: 'ConcurError' });
    await delay(500);
    await redis.start();
    expect(await submitter.sweep(all)).toEqual(all);
    expect(submitter.lines.slice(0, 2)).toEqual([false, true]);
    if (configuration.length > 0) expect(done).toBe(all.length);
  });

  it('is said to be away each time, with a reason only where this outage has one', async () => {
    const redis = await startRedis();
    const host = await serve(redis);
    const said: (string | null)[] = [];
    host.on({ order() {}, line: (isUp, why) => said.push(isUp ? 'back' : why) });
    for (let outage = 1; outage <= 2; outage++) {
      await redis.kill();
      await until(() => said.length === 2 * outage - 1);
      // Others have been refused meanwhile.
      await delay(600);
      await redis.start();
      await until(() => said.length === 2 * outage);
    }
    expect(said).toEqual([null, 'back', null, 'back']);
  });

  it('is said to be away anew, with its reason, where that won’t pass by itself', async () => {
    const redis = await startRedis();
    const host = await serve(redis);
    const said: (string | null)[] = [];
    host.on({ order() {}, line: (isUp, why) => said.push(isUp ? 'back' : why) });
    const administrator = new Redis(redis.port);
    await administrator.config('SET', 'requirepass', 'geheim');
    await administrator.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    administrator.disconnect();
    await until(() => said.length === 2);
    // It is tried again and again, and said once.
    await delay(1_500);
    expect(said).toEqual([null, expect.stringMatching(/refuses the user or the password$/)]);
    await redis.kill();
    await redis.start();
    await until(() => said.length === 3);
    expect(said.at(-1)).toBe('back');
  });

  it('has idle hosts at work again after an outage longer than they wait for chunks', async () => {
    // BullMQ waits 5 s at a time: its workers slept on after such an outage once (bullmq#4585).
    const redis = await startRedis('--appendonly', 'yes');
    const submitter = await Submitter.at(redis);
    const host = await serve(redis);
    host.take(2, async ({ id }) => id);
    const [one, two] = ids(2) as [string, string];
    await submitter.line.put([chunk(one)]);
    expect(await submitter.sweep([one])).toEqual([one]);
    await redis.kill();
    await delay(6_500);
    await redis.start();
    expect(await submitter.sweep([two])).toEqual([two]);
  });

  it('refuses the late answer of a host that was cut off, and the host works on', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const link = await startRelay(redis.port);
    const cutOff = await serve(link, 1_000);
    const [one, two] = ids(2) as [string, string];
    let isTaken = false;
    let isAborted = false;
    cutOff.take(1, async ({ id }, signal) => {
      if (id !== one) return 'cut off';
      isTaken = true;
      signal.addEventListener('abort', () => {
        isAborted = true;
      });
      await until(() => isAborted);
      return 'cut off';
    });
    await submitter.line.put([chunk(one)]);
    await until(() => isTaken);
    link.cut();
    const other = await serve(redis, 1_000);
    other.take(1, async () => 'other');
    expect(await submitter.sweep([one])).toEqual(['other']);
    await other.close(false);
    link.mend();
    await until(() => isAborted);
    await submitter.line.put([chunk(two)]);
    expect(await submitter.sweep([two])).toEqual(['cut off']);
    expect(submitter.answers.get(one)).toEqual(['other']);
  });

  it('isn’t waited for by a host that has nothing to hand in, or is to leave at once, nor by a submitter', async () => {
    const redis = await startRedis();
    const submitter = await Submitter.at(redis);
    const [one] = ids(1) as [string];
    await submitter.line.put([chunk(one)]);
    const busy = await hostProcess(redis, 'busy', 5_000, 600_000);
    await busy.says(`takes ${one}`);
    const idle = await hostProcess(redis, 'idle', 5_000, 0);
    await redis.kill();
    await until(() => submitter.lines.includes(false));
    idle.child.kill('SIGTERM');
    busy.child.kill('SIGINT');
    // Nothing is left in either that would keep a process alive.
    await Promise.all([idle.ended, busy.ended, submitter.line.close()]);
    expect([idle.child.exitCode, busy.child.exitCode]).toEqual([0, 0]);
  });
});
