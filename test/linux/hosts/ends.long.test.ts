import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { INDEX, MAP } from '../../faults/subjects.ts';
import { codeTree } from '../../fixtures/code-tree.ts';
import { tellSkipped } from '../../harness/cgroup.ts';
import { NODE, Run } from '../../harness/concur.ts';
import { type Act, Fleet } from '../../harness/fleet.ts';
import { noRedis, startRedis } from '../../harness/redis.ts';

// Who comes, goes and is told to stop, on purpose.

tellSkipped('hosts that come and go', noRedis);

const quiet = (count: number): Act[] => new Array(count).fill(null);

describe.skipIf(noRedis !== null)('a map on hosts', () => {
  it('begins nothing twice where a host is told to leave', async () => {
    const fleet = new Fleet(await startRedis());
    const leaving = await fleet.host('leaving');
    const map = fleet.map(quiet(60), 30, { words: ['--chunk', '2'] });
    await fleet.begun(4);
    await fleet.host('b');
    leaving.child.kill('SIGTERM');
    expect(await leaving.end()).toMatchObject({ code: 0, orphans: [] });
    expect((await map.end()).code).toBe(0);
    expect(fleet.failures(60)).toEqual([]);
    expect(fleet.begins()).toHaveLength(60);
    await fleet.disband();
  });

  it.each(['threads', 'processes'])(
    'stops the work of hosts within a second of Ctrl-C: %s',
    async (engine) => {
      const fleet = new Fleet(await startRedis());
      await fleet.host('a', { words: ['--engine', engine, '-w', '2'] });
      const map = fleet.map(['tick', 'tick', 'tick', 'tick'], 0, { words: ['--chunk', '1'] });
      await fleet.begun(2);
      map.child.kill('SIGINT');
      const { code, orphans } = await map.end();
      expect([code, orphans]).toEqual([130, []]);
      await delay(1_000);
      const ticks = fleet.ticks();
      await delay(300);
      expect(fleet.ticks()).toBe(ticks);
      await expect.poll(() => fleet.left()).toEqual([]);
      // The host does what others ask.
      expect((await fleet.map(quiet(4), 0, { output: 'next.ndjson' }).end()).code).toBe(0);
      await fleet.disband();
    },
  );

  it('keeps what is done of a run that has a name, at Ctrl-C', async () => {
    const redis = await startRedis();
    const fleet = new Fleet(redis);
    await fleet.host('a');
    const words = ['--chunk', '2', '--run', 'nightly'];
    const map = fleet.map(quiet(60), 30, { words });
    await fleet.begun(30);
    map.child.kill('SIGINT');
    expect((await map.end()).code).toBe(130);
    expect(await fleet.left()).not.toEqual([]);
    expect((await fleet.map(quiet(60), 30, { words: [...words, '--restart'] }).end()).code).toBe(0);
    expect(fleet.failures(60)).toEqual([]);
    expect(fleet.begins().length).toBeLessThan(70);
    await fleet.disband();
  });

  it('says who is there with other code, and what to type', async () => {
    const fleet = new Fleet(await startRedis());
    const words = ['--wait', '1s'];
    const none = await fleet.map(quiet(2), 0, { words }).end();
    expect(none.code).toBe(5);
    expect(none.stderr).toMatch(/no host is there for work\.js#work \(waited 1 s\)/);
    expect(none.stderr).toMatch(/On each host: concur worker .*work\.js#work --broker redis:\/\/127/);
    const root = codeTree({ 'package.json': '{"type":"module"}', 'work.js': 'export const work = () => 7;' });
    await fleet.host('stranger', { root });
    const other = await fleet.map(quiet(2), 0, { words }).end();
    expect(other.code).toBe(5);
    expect(other.stderr).toMatch(/stranger has other code \(work\.js#work, [0-9a-f]{8}; here [0-9a-f]{8}\)/);
    await fleet.disband();
  });

  it('waits for a host that comes late, and has one that joins work, too', async () => {
    const fleet = new Fleet(await startRedis());
    const map = fleet.map(quiet(60), 30, { words: ['--chunk', '2', '--wait', '20s'] });
    await delay(1_500);
    // Two of one name are two.
    const [early] = [await fleet.host('same')];
    await fleet.begun(4);
    const late = await fleet.host('same');
    expect((await map.end()).code).toBe(0);
    expect(fleet.failures(60)).toEqual([]);
    const hosts = new Set(fleet.begins().map(({ host }) => host));
    expect(hosts).toEqual(new Set([early.child.pid, late.child.pid]));
    await fleet.disband();
  });

  it('gets its own answers where another one is done by the same hosts at the same time', async () => {
    const redis = await startRedis();
    const fleet = new Fleet(redis);
    await Promise.all([fleet.host('a'), fleet.host('b')]);
    const one = fleet.map(quiet(60), 20, { words: ['--chunk', '2'] });
    const two = fleet.map(quiet(40), 20, { words: ['--chunk', '3', '--run', 'two'], output: 'two.ndjson' });
    await fleet.begun(20);
    const three = fleet.map(quiet(200), 20, { words: ['--chunk', '2'], output: 'three.ndjson' });
    await fleet.begun(60);
    three.child.kill('SIGINT');
    expect((await one.end()).code).toBe(0);
    expect((await two.end()).code).toBe(0);
    expect(fleet.failures(60)).toEqual([]);
    expect(fleet.failures(40, 'two.ndjson')).toEqual([]);
    expect((await three.end()).code).toBe(130);
    await fleet.disband();
  });

  it.each([
    ['hosts', { CONCUR_KEY: 'k' }, {}],
    ['the submitter', {}, { CONCUR_KEY: 'k' }],
    ['both, another one', { CONCUR_KEY: 'k' }, { CONCUR_KEY: 'other' }],
  ])('is refused where a key is with %s', async (_, hosts, submitter) => {
    const fleet = new Fleet(await startRedis());
    await fleet.host('a', { env: hosts });
    const { code, stderr, stdout } = await fleet.map(quiet(4), 0, { env: submitter }).end();
    expect(`${stderr}${stdout}`).toMatch(/CONCUR_KEY/);
    expect(code).toBe(1);
    expect(fleet.begins()).toEqual([]);
    await fleet.disband();
  });

  it('is the same from a program that calls parallelMap', async () => {
    const redis = await startRedis();
    const fleet = new Fleet(redis);
    await Promise.all([fleet.host('a'), fleet.host('b', { words: ['--engine', 'processes'] })]);
    const work = join(fleet.root, 'work.js');
    const call = (options: object) => {
      const words = [MAP, INDEX, work, 'work', '500', JSON.stringify({ engine: 'hosts', ...options })];
      return new Run([NODE, ...words], { env: { CONCUR_BROKER: redis.url } }).end();
    };
    const calls = [call({ hosts: 2, lease: 1_000, run: 'one' }), call({ chunk: 7, timeout: 5_000 })];
    for (const { stdout, stderr, orphans } of await Promise.all(calls)) {
      expect([stdout, stderr, orphans]).toEqual([`${JSON.stringify({ sum: 500 * 499 })}\n`, '', []]);
    }
    const nobody = await call({ broker: 'redis://127.0.0.1:1' });
    expect(nobody.stderr).toBe('rejected: the broker redis://127.0.0.1:1 isn’t there: nobody listens\n');
    await fleet.disband();
  });

  it('doesn’t mind clocks that are minutes off', async () => {
    const fleet = new Fleet(await startRedis());
    const clocks = codeTree({
      'early.cjs': shiftedClock(-300_000),
      'late.cjs': shiftedClock(300_000),
    });
    const by = (name: string) => ({ env: { NODE_OPTIONS: `--require ${clocks}/${name}.cjs` } });
    await Promise.all([fleet.host('early', by('early')), fleet.host('late', by('late'))]);
    const { code, stderr } = await fleet.map(quiet(40), 20, { words: ['--chunk', '2'] }).end();
    expect([code, stderr]).toEqual([0, '']);
    expect(fleet.failures(40)).toEqual([]);
    expect(new Set(fleet.begins().map(({ host }) => host)).size).toBe(2);
    const again = await fleet.map(quiet(40), 20, { output: 'again.ndjson', ...by('late') }).end();
    expect([again.code, again.stderr]).toEqual([0, '']);
    await fleet.disband();
  });
});

/** A module after which this process’s clock is so much off. */
function shiftedClock(ms: number): string {
  return `const now = Date.now; Date.now = () => now() + ${ms};`;
}
