import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../../../../src/base/files/package-root.ts';
import { Answers } from '../../../../src/map/dispatch/answers.ts';
import { unitsOf } from '../../../../src/map/dispatch/unit-source.ts';
import { BULLMQ_BROKER } from '../../../../src/map/hosts/bullmq/bullmq-broker.ts';
import type { Host } from '../../../../src/map/hosts/serve/host.ts';
import { type ServeRequest, serve } from '../../../../src/map/hosts/serve/serve.ts';
import type { HostsRequest } from '../../../../src/map/hosts/submit/hosts-request.ts';
import { runOnHosts } from '../../../../src/map/hosts/submit/run-on-hosts.ts';
import type { HostState } from '../../../../src/model/hosts.ts';
import type { ParallelMapProgress } from '../../../../src/model/parallel-map.ts';
import type { Warning } from '../../../../src/model/warning.ts';
import { codeTree } from '../../../fixtures/code-tree.ts';
import { USUAL_REQUEST } from '../../../fixtures/hosts-world.ts';
import { tellSkipped } from '../../../harness/cgroup.ts';
import { noRedis, type RedisServer, startRedis } from '../../../harness/redis.ts';

tellSkipped('hosts of a real broker', noRedis);

const MODULE = join(packageRoot(), 'test/harness/map/work.mjs');
const LOADS_ONCE = `
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
writeFileSync(new URL('./loaded', import.meta.url), '', { flag: 'wx' });
export const any = () => setTimeout(50);
`;
const DIGEST = 'c0de';
const LEASE_MS = 2_000;
/** Chunks’ ids, and nothing else, have these. */
const CHUNK_KEYS = 'concur:*_*_*_*';

interface Served {
  readonly host: Host;
  readonly said: HostState[];
  readonly warnings: Warning[];
}

async function startHost(
  redis: RedisServer,
  name: string,
  request: Partial<ServeRequest> = {},
): Promise<Served> {
  const said: HostState[] = [];
  const warnings: Warning[] = [];
  const host = await serve(
    {
      ...{ source: { file: MODULE, name }, engine: 'threads', workers: 2, concurrency: 1, init: null },
      ...{ recycleAfter: { units: null, bytes: null }, name: 'one', leaseMs: LEASE_MS },
      ...request,
    },
    {
      ...{ broker: BULLMQ_BROKER, place: { url: redis.url, tls: null }, digest: DIGEST, key: 'k3y' },
      ...{ env: process.env, takeLine: () => {}, warn: (warning) => warnings.push(warning) },
      ...{ said: (state) => said.push(state), lineIs() {} },
    },
  );
  onTestFinished(() => host.leave(true));
  return { host, said, warnings };
}

async function map(
  redis: RedisServer,
  name: string,
  units: number,
  request: Partial<HostsRequest> = {},
): Promise<{ readonly answers: Answers; readonly progress: ParallelMapProgress[] }> {
  const answers = new Answers(units, null);
  const progress: ParallelMapProgress[] = [];
  const asked = { ...USUAL_REQUEST, source: { file: MODULE, name }, leaseMs: LEASE_MS, ...request };
  await runOnHosts(asked, unitsOf({ type: 'count', total: units }), answers, {
    ...{ broker: BULLMQ_BROKER, place: { url: redis.url, tls: null }, digest: DIGEST, key: 'k3y' },
    total: units,
    warn() {},
    onProgress: (state) => progress.push(state),
  });
  return { answers, progress };
}

describe.skipIf(noRedis !== null)('a host of a real broker', () => {
  it.each(['threads', 'processes'] as const)('does a map’s units on %s, and says on what', async (engine) => {
    const redis = await startRedis();
    const { host, said } = await startHost(redis, 'double', { engine });
    const { answers, progress } = await map(redis, 'double', 2_000);
    expect(answers.values()).toEqual(Array.from({ length: 2_000 }, (_, index) => 2 * index));
    const [seen] = progress.at(-1)?.hosts ?? [];
    expect(seen).toMatchObject({ name: 'one', done: 2_000 });
    await host.leave(false);
    await host.left();
    const last = said.at(-1) as HostState;
    expect(last).toMatchObject({ state: 'leaving', done: 2_000, engine, workers: 2 });
    expect(last.runNs).toBeGreaterThan(0);
    expect(await redis.ask('KEYS', CHUNK_KEYS)).toEqual([]);
  });

  it('fails the units that fail, each by itself, with what they threw', async () => {
    const redis = await startRedis();
    const { warnings } = await startHost(redis, 'throwing');
    const { answers } = await map(redis, 'throwing', 30, { retries: 1 });
    expect(answers.failures().map(({ message }) => message)).toEqual([
      expect.stringMatching(/^unit 7 .*row 7/),
      expect.stringMatching(/^unit 17 .*row 17/),
      expect.stringMatching(/^unit 27 .*row 27/),
    ]);
    expect(answers.values()[8]).toBe(8);
    expect(warnings).toEqual([]);
  });

  it('ends a unit that takes too long, and one that ends its worker, and goes on', async () => {
    const redis = await startRedis();
    await startHost(redis, 'hanging');
    const slow = await map(redis, 'hanging', 12, { timeoutMs: 300, chunk: 4 });
    expect(slow.answers.failures().map(({ message }) => message)).toEqual([
      'unit 5 took longer than 300 ms: its worker was ended',
    ]);
    expect(slow.answers.values().filter((value) => value !== undefined)).toHaveLength(11);
  });

  it('stops what nobody waits for any more, and works on for others', async () => {
    const redis = await startRedis();
    const { host, said } = await startHost(redis, 'hanging', { workers: 1 });
    const stop = new AbortController();
    const first = map(redis, 'hanging', 6, { chunk: 6, signal: stop.signal });
    // Nothing tells that it has begun but that it isn’t over.
    await delay(1_000);
    stop.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    const { answers } = await map(redis, 'hanging', 5);
    expect(answers.values()).toEqual([0, 1, 2, 3, 4]);
    expect(said.at(-1)?.state).toBe('here');
    await host.leave(false);
    expect(await redis.ask('KEYS', CHUNK_KEYS)).toEqual([]);
  });

  it('is none where its module can’t be loaded', async () => {
    const redis = await startRedis();
    const file = join(packageRoot(), 'test/fixtures/functions/broken.mjs');
    const starting = startHost(redis, 'any', { source: { file, name: 'any' } });
    await expect(starting).rejects.toMatchObject({ code: 'USER_CODE' });
  });

  it('leaves where a later worker can’t load its module, and says so to who submits', async () => {
    const redis = await startRedis();
    const file = join(codeTree({ 'once.mjs': LOADS_ONCE }), 'once.mjs');
    const { host } = await startHost(redis, 'any', { source: { file, name: 'any' } });
    const left = expect(host.left()).rejects.toMatchObject({ code: 'USER_CODE' });
    await expect(map(redis, 'any', 20, { chunk: 1 })).rejects.toMatchObject({ code: 'USER_CODE' });
    await left;
  });

  it('refuses what isn’t signed with its key', async () => {
    const redis = await startRedis();
    await startHost(redis, 'double');
    const answers = new Answers(3, null);
    const asked = { ...USUAL_REQUEST, source: { file: MODULE, name: 'double' }, leaseMs: LEASE_MS };
    const run = runOnHosts(asked, unitsOf({ type: 'count', total: 3 }), answers, {
      ...{ broker: BULLMQ_BROKER, place: { url: redis.url, tls: null }, digest: DIGEST, key: 'other' },
      ...{ total: 3, warn() {}, onProgress: null },
    });
    await expect(run).rejects.toMatchObject({
      code: 'WORKER_FAILED',
      hint: expect.stringMatching(/CONCUR_KEY/),
    });
  });
});
