import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { tellSkipped } from '../../harness/cgroup.ts';
import { Fleet } from '../../harness/fleet.ts';
import { Network } from '../../harness/network.ts';
import { noRedis, startRedisAt } from '../../harness/redis.ts';

// Links that are really cut: each host has a network namespace of its own.

const missing = noRedis ?? Network.missing();
tellSkipped('hosts that are cut off', missing);

describe.skipIf(missing !== null)('a map on hosts', () => {
  it.each([
    ['a host', 'yes'],
    ['the submitter', 'no'],
  ])('is whole where the link of %s is down for longer than a lease', async (_, isHost) => {
    const network = new Network();
    const [one, two, own] = [network.node(), network.node(), network.node()];
    const redis = await startRedisAt(network.hub, '--protected-mode', 'no');
    const fleet = new Fleet(redis);
    const insecure = ['--insecure'];
    const first = await fleet.host('one', { words: insecure, within: one.within });
    await fleet.host('two', { words: insecure, within: two.within });
    const map = fleet.map(new Array(120).fill(null), 50, {
      words: [...insecure, '--chunk', '2'],
      within: own.within,
    });
    const isFirst = ({ host }: { host: number }) => host === first.child.pid;
    await fleet.begun(4, isFirst);
    const cut = isHost === 'yes' ? one : own;
    cut.link('down');
    await delay(2_500);
    cut.link('up');
    const upMs = Date.now();
    const { code, stderr } = await map.end();
    expect(code, stderr).toBe(0);
    expect(fleet.failures(120)).toEqual([]);
    // It works on when its link is back.
    expect(fleet.begins().some((begin) => isFirst(begin) && begin.atMs > upMs)).toBe(true);
    await fleet.disband();
  });

  it('is refused without --insecure where its broker is on another machine', async () => {
    const network = new Network();
    const redis = await startRedisAt(network.hub, '--protected-mode', 'no');
    const fleet = new Fleet(redis);
    const { code, stderr } = await fleet.map([null], 0, { within: network.node().within }).end();
    expect(code).toBe(2);
    expect(stderr).toMatch(/is not on this machine, and redis:\/\/ encrypts nothing/);
  });
});
