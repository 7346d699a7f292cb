import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { tellSkipped } from '../../harness/cgroup.ts';
import { type Act, Fleet } from '../../harness/fleet.ts';
import { noRedis, startRedis } from '../../harness/redis.ts';

// The faults of docs/hosts.md, each as users meet it: `concur worker` on hosts, `concur map` at one broker.

tellSkipped('faults of hosts', noRedis);

const quiet = (count: number): Act[] => new Array(count).fill(null);
/** Chunks of few units, so that all hosts have some. */
const SMALL = ['--chunk', '2'];
const COLLECT = ['--on-error', 'collect'];

describe.skipIf(noRedis !== null)('a map on hosts', () => {
  it('is whole where a host is killed: what it had is done elsewhere, soon after its lease', async () => {
    const fleet = new Fleet(await startRedis(), '2s');
    const dying = await fleet.host('dying', { env: { HOLD: 'yes' } });
    const map = fleet.map(quiet(24), 20, { words: SMALL });
    await fleet.begun(1);
    await fleet.host('b');
    // All but the two chunks that the first one has, of one unit and of two.
    await fleet.begun(24 - 3, ({ host }) => host !== dying.child.pid);
    await delay(500);
    dying.child.kill('SIGKILL');
    const killedMs = Date.now();
    const held = fleet.begins().filter(({ host }) => host === dying.child.pid);
    expect((await map.end()).code).toBe(0);
    expect(fleet.failures(24)).toEqual([]);
    const again = fleet.begins().filter(({ atMs }) => atMs > killedMs);
    expect(again.map(({ index }) => index)).toEqual(expect.arrayContaining(held.map(({ index }) => index)));
    const redoneAfter = (Math.max(...again.map(({ atMs }) => atMs)) - killedMs) / 2_000;
    expect(redoneAfter).toBeLessThan(1.5);
    await fleet.disband();
  });

  it('is whole where a host is frozen for longer than its lease; what it says too late is refused', async () => {
    const fleet = new Fleet(await startRedis());
    const frozen = await fleet.host('frozen');
    await fleet.host('b');
    const map = fleet.map(quiet(80), 50, { words: SMALL });
    await fleet.begun(2, ({ host }) => host === frozen.child.pid);
    frozen.child.kill('SIGSTOP');
    await delay(2_500);
    frozen.child.kill('SIGCONT');
    expect((await map.end()).code).toBe(0);
    expect(fleet.failures(80)).toEqual([]);
    await fleet.disband();
  });

  it.each([
    ['with what it has kept', ['--appendonly', 'yes', '--appendfsync', 'always']],
    ['without it', []],
  ])('is whole where the broker is killed and comes back %s', async (_, settings) => {
    const redis = await startRedis(...settings);
    const fleet = new Fleet(redis);
    await Promise.all([fleet.host('a'), fleet.host('b')]);
    const map = fleet.map(quiet(100), 50, { words: SMALL });
    await fleet.begun(10);
    await redis.kill();
    await delay(1_500);
    await redis.start();
    expect((await map.end()).code).toBe(0);
    expect(fleet.failures(100)).toEqual([]);
    await fleet.disband();
  });

  it('goes on where its submitter was killed, with what lies in the broker', async () => {
    const fleet = new Fleet(await startRedis());
    await Promise.all([fleet.host('a'), fleet.host('b')]);
    const words = [...SMALL, '--run', 'nightly'];
    const killed = fleet.map(quiet(100), 40, { words });
    await fleet.begun(40);
    killed.child.kill('SIGKILL');
    await killed.end();
    const again = await fleet.map(quiet(100), 40, { words: [...words, '--restart'] }).end();
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(fleet.failures(100)).toEqual([]);
    // What had its answer isn’t begun again.
    expect(fleet.begins().length).toBeLessThan(120);
    await fleet.disband();
  });

  it('goes on from its journal and from the broker at once: what is in neither is done, with its own results', async () => {
    const fleet = new Fleet(await startRedis());
    await fleet.host('a');
    const words = [...SMALL, '--run', 'nightly'];
    const killed = fleet.map(quiet(60), 40, { words });
    await fleet.begun(30);
    killed.child.kill('SIGKILL');
    await killed.end();
    const again = await fleet.map(quiet(60), 40, { words }).end();
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(fleet.failures(60)).toEqual([]);
    expect(JSON.parse(again.stdout).before).toBeGreaterThan(0);
    await fleet.disband();
  });

  it('tells which units threw, took too long or ended their workers, and has all others done', async () => {
    const fleet = new Fleet(await startRedis());
    await Promise.all([
      fleet.host('a', { words: ['--engine', 'processes'] }),
      fleet.host('b', { words: ['--engine', 'threads'] }),
    ]);
    const acts = quiet(40).with(5, 'throw').with(17, 'exit').with(29, 'hang').with(35, 'fill');
    const map = fleet.map(acts, 20, { words: [...COLLECT, '--unit-timeout', '1s'] });
    expect((await map.end()).code).toBe(1);
    expect(fleet.failures(40).map(({ index, error }) => `${index}: ${error.message}`)).toEqual([
      expect.stringMatching(/^5: unit 5 is too much$/),
      expect.stringMatching(/^17: a unit ended its worker twice \(.*exit code 7\)$/),
      expect.stringMatching(/^29: a unit took longer than 1000 ms/),
      expect.stringMatching(/^35: a unit has no result here: it takes 4\.2 MB on its way from its host/),
    ]);
    await fleet.disband();
  });

  it.each([
    ['4', 'two hosts', ['a', 'b']],
    ['1', 'the only host', ['a']],
  ])('finds the units that end their hosts, and no others: chunks of %s, %s', async (chunk, _, names) => {
    const fleet = new Fleet(await startRedis());
    const services = await Promise.all(names.map((name) => fleet.service(name, { words: ['-w', '4'] })));
    const acts = quiet(12).with(5, 'end-host').with(8, 'end-host');
    const map = fleet.map(acts, 20, { words: [...COLLECT, '--chunk', chunk] });
    expect((await map.end()).code).toBe(1);
    expect(fleet.failures(12).map(({ index, error }) => `${index}: ${error.message}`)).toEqual([
      expect.stringMatching(/^5: a unit ended its host \(two hosts that had it ended/),
      expect.stringMatching(/^8: a unit ended its host/),
    ]);
    await Promise.all(services.map(({ end }) => end()));
    expect(await fleet.left()).toEqual([]);
  });
});
