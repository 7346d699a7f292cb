import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../../../../src/base/files/package-root.ts';
import { Answers } from '../../../../src/map/dispatch/answers.ts';
import { unitsOf } from '../../../../src/map/dispatch/unit-source.ts';
import { BULLMQ_BROKER } from '../../../../src/map/hosts/bullmq/bullmq-broker.ts';
import { runOnHosts } from '../../../../src/map/hosts/submit/run-on-hosts.ts';
import { USUAL_REQUEST } from '../../../fixtures/hosts-world.ts';
import { tellSkipped } from '../../../harness/cgroup.ts';
import { type HostProcess, servingHost } from '../../../harness/chunk-host.ts';
import { noRedis, type RedisServer, startRedis } from '../../../harness/redis.ts';

tellSkipped('hosts that are killed', noRedis);

const FILE = join(packageRoot(), 'test/harness/map/work.mjs');
const LEASE_MS = 1_000;

const start = (redis: RedisServer, name: string, fn: string) =>
  servingHost(redis, name, LEASE_MS, 'c0de', FILE, fn);

async function run(redis: RedisServer, name: string, units: number, chunk: number): Promise<Answers> {
  const answers = new Answers(units, null);
  const request = { ...USUAL_REQUEST, source: { file: FILE, name }, leaseMs: LEASE_MS, chunk };
  await runOnHosts(request, unitsOf({ type: 'count', total: units }), answers, {
    ...{ broker: BULLMQ_BROKER, place: { url: redis.url, tls: null }, digest: 'c0de', key: null },
    ...{ warn() {}, onProgress: null, total: units },
  });
  return answers;
}

/** Starts a host again whenever it ends, as a service manager does. */
async function keep(redis: RedisServer, fn: string): Promise<{ ends(): number }> {
  let ends = 0;
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
  });
  const again = async () => {
    for (;;) {
      const host: HostProcess | null = await start(redis, 'kept', fn).catch(() => null);
      await host?.ended;
      if (isOver) return;
      ends++;
    }
  };
  void again();
  return { ends: () => ends };
}

describe.skipIf(noRedis !== null)('a run on hosts', () => {
  it('has every outcome once, though a host is killed', async () => {
    const redis = await startRedis();
    const [first] = await Promise.all([start(redis, 'one', 'later'), start(redis, 'two', 'later')]);
    const over = run(redis, 'later', 1_500, 25);
    await delay(600);
    first.child.kill('SIGKILL');
    const answers = await over;
    expect(answers.values()).toEqual(Array.from({ length: 1_500 }, (_, index) => index + 1));
  });

  it('fails the one unit that kills its host, whoever has it, and no other', async () => {
    const redis = await startRedis();
    const { ends } = await keep(redis, 'killed');
    const answers = await run(redis, 'killed', 54, 2);
    expect(answers.failures().map(({ message }) => message)).toEqual([
      expect.stringMatching(/^unit 50 ended its host \(two hosts that had it ended/),
    ]);
    expect(answers.values().flatMap((value) => value ?? [])).toHaveLength(53);
    // Twice for two units, and for itself.
    expect(ends()).toBeGreaterThanOrEqual(4);
  });
});
