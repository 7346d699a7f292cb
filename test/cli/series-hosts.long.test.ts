import { describe, expect, it, onTestFinished } from 'vitest';
import { BULLMQ_BROKER } from '../../src/map/hosts/bullmq/bullmq-broker.ts';
import type { CompareReport } from '../../src/model/documents/comparison.ts';
import type { ScaleReport } from '../../src/model/documents/scaling.ts';
import { codeTree } from '../fixtures/code-tree.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { concur, startConcur } from '../harness/concur.ts';
import { noRedis, type RedisServer, startRedis } from '../harness/redis.ts';
import { schemaErrors } from '../harness/schema.ts';

tellSkipped('scale and compare over hosts', noRedis);

const WORK = `
export async function nap(input, index) {
  await new Promise((resolve) => setTimeout(resolve, 10));
  return index;
}`;

const statesAt = async ({ url }: RedisServer) => {
  const hosts = await BULLMQ_BROKER.hosts({ url, tls: null });
  return hosts.map(({ name, state }) => `${name} ${state}`).sort();
};

function hostAt(redis: RedisServer, cwd: string, name: string): void {
  const words = ['worker', './work.js#nap', '--broker', redis.url, '-w', '1', '--name', name];
  const { child } = startConcur(words, { cwd });
  onTestFinished(() => void child.kill('SIGKILL'));
}

/** Hosts that are there, gone with the test. */
async function hostsAt(redis: RedisServer, ...names: readonly string[]): Promise<string> {
  const root = codeTree({ 'package.json': '{"type":"module"}', 'work.js': WORK });
  for (const name of names) hostAt(redis, root, name);
  await expect.poll(() => statesAt(redis), { timeout: 20_000 }).toEqual(names.map((name) => `${name} here`));
  return root;
}

describe.skipIf(noRedis !== null)('concur scale --hosts', () => {
  it('says what more hosts bring, and of how many machines they are; all of them work again afterwards', async () => {
    const redis = await startRedis();
    const cwd = await hostsAt(redis, 'a', 'b');
    const words = ['scale', './work.js#nap', '--hosts', '1..2', '--broker', redis.url];
    const ended = await concur([...words, '--units', '40', '--runs', '2', '--json'], { cwd });
    expect(ended.code, ended.stderr).toBe(0);
    const report = JSON.parse(ended.stdout) as ScaleReport;
    expect(schemaErrors('scale', report)).toEqual([]);
    expect(report.engine).toBe('hosts');
    expect(report.points.map(({ workers, hosts }) => [workers, hosts?.machines])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    for (const { hosts } of report.points) {
      expect(hosts?.cores).toBe(report.points[0]?.hosts?.cores);
      expect(hosts?.bytesPerChunk).toBeGreaterThan(0);
    }
    expect(report.runs.map(({ label }) => label).sort()).toEqual(['1 host', '1 host', '2 hosts', '2 hosts']);
    await expect.poll(() => statesAt(redis), { timeout: 10_000 }).toEqual(['a here', 'b here']);
  });

  it('lets them work again after Ctrl-C', async () => {
    const redis = await startRedis();
    const cwd = await hostsAt(redis, 'a', 'b');
    const words = ['scale', './work.js#nap', '--hosts', '1..2', '--broker', redis.url, '--units', '200'];
    const run = startConcur(words, { cwd });
    await expect.poll(() => statesAt(redis), { timeout: 30_000 }).toEqual(['a here', 'b paused']);
    run.child.kill('SIGINT');
    expect((await run.end()).code).toBe(130);
    await expect.poll(() => statesAt(redis), { timeout: 10_000 }).toEqual(['a here', 'b here']);
  });

  it('leaves no host paused where it is killed: a pause ends by itself', async () => {
    const redis = await startRedis();
    const cwd = await hostsAt(redis, 'a', 'b');
    const words = ['scale', './work.js#nap', '--hosts', '1..2', '--broker', redis.url, '--units', '200'];
    const run = startConcur(words, { cwd });
    await expect.poll(() => statesAt(redis), { timeout: 30_000 }).toEqual(['a here', 'b paused']);
    run.child.kill('SIGKILL');
    await run.end();
    await expect.poll(() => statesAt(redis), { timeout: 30_000 }).toEqual(['a here', 'b here']);
  });

  it('gives no figures where more hosts worked than were to', async () => {
    const redis = await startRedis();
    const cwd = await hostsAt(redis, 'a', 'b');
    const words = ['scale', './work.js#nap', '--hosts', '1..2', '--broker', redis.url, '--units', '1000'];
    const run = startConcur(words, { cwd });
    await expect.poll(() => statesAt(redis), { timeout: 30_000 }).toEqual(['a here', 'b paused']);
    hostAt(redis, cwd, 'c');
    const ended = await run.end();
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain('2 hosts worked where 1 host was to');
  });

  it('names the command to type where fewer hosts are there', async () => {
    const redis = await startRedis();
    const cwd = await hostsAt(redis, 'a');
    const ended = await concur(['scale', './work.js#nap', '--hosts', '3', '--broker', redis.url], { cwd });
    expect(ended.code).toBe(5);
    expect(ended.stderr).toContain('only 1 of 3 hosts is there');
    expect(ended.stderr).toContain('concur worker');
  });
});

describe.skipIf(noRedis !== null)('concur compare … hosts', () => {
  it('holds hosts against engines here, whose results are the same', async () => {
    const redis = await startRedis();
    const cwd = await hostsAt(redis, 'a', 'b');
    const words = ['compare', './work.js#nap', 'threads', 'hosts', '--broker', redis.url];
    const ended = await concur([...words, '--units', '40', '--runs', '2', '--json'], { cwd });
    expect(ended.code, ended.stderr).toBe(0);
    const report = JSON.parse(ended.stdout) as CompareReport;
    expect(schemaErrors('compare', report)).toEqual([]);
    expect(report.results.map(({ engine, runs }) => [engine, runs])).toEqual([
      ['threads', 2],
      ['hosts', 2],
    ]);
    expect(report.results[1]).toMatchObject({ workers: 2, digest: report.results[0]?.digest });
    expect(report.comparisons.map(({ metric }) => metric)).toEqual(['work']);
  });

  it('names the command to type where nobody is there', async () => {
    const redis = await startRedis();
    const cwd = codeTree({ 'package.json': '{"type":"module"}', 'work.js': WORK });
    const ended = await concur(['compare', './work.js#nap', 'hosts', '--broker', redis.url], { cwd });
    expect(ended.code).toBe(5);
    expect(ended.stderr).toContain('no host is there for work.js#nap');
  });
});

it('compare is refused with hosts where there is no one function for them', async () => {
  const ended = await concur(['compare', 'threads', 'hosts']);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('hosts do one function of your own');
});

it.each([
  [['--hosts', '2'], '--hosts needs your own function'],
  [['./work.js#nap', '--hosts', '2', '-w', '2'], '-w and --hosts exclude each other'],
  [['./work.js#nap', '--hosts', '2', '--engine', 'pool'], 'an engine and --hosts exclude each other'],
])('scale %j is refused: %s', async (words, why) => {
  const cwd = codeTree({ 'package.json': '{"type":"module"}', 'work.js': WORK });
  const ended = await concur(['scale', ...words], { cwd });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(why);
});
