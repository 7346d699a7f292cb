import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codeDigest } from '../../src/map/code-digest/code-digest.ts';
import { Answers } from '../../src/map/dispatch/answers.ts';
import { unitsOf } from '../../src/map/dispatch/unit-source.ts';
import { BULLMQ_BROKER } from '../../src/map/hosts/bullmq/bullmq-broker.ts';
import { runOnHosts } from '../../src/map/hosts/submit/run-on-hosts.ts';
import { codeTree } from '../fixtures/code-tree.ts';
import { USUAL_REQUEST } from '../fixtures/hosts-world.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { concur, type Run, startConcur } from '../harness/concur.ts';
import { noRedis, type RedisServer, startRedis } from '../harness/redis.ts';
import { schemaErrors, undescribed } from '../harness/schema.ts';

tellSkipped('concur worker', noRedis);

const WORK = `
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
const note = (index) => appendFileSync(new URL('./begun', import.meta.url), index + '\\n');
export async function nap(input, index) { note(index); await delay(20); return 2 * index; }
export async function hang(input, index) { note(index); await delay(600_000); }
`;

/** A folder with functions that note each unit that they begin. */
function project() {
  const root = codeTree({
    'package.json': '{"type":"module"}',
    'work.js': WORK,
    begun: '',
    'bad.js': 'throw new Error("no such luck");',
  });
  const begun = () => readFileSync(join(root, 'begun'), 'utf8').trimEnd().split('\n').filter(Boolean);
  return { root, begun };
}

/** A host in a process group of its own, as a shell’s job is; gone with the test. */
function host(root: string, { url }: RedisServer, ...words: readonly string[]): Run {
  const all = ['worker', './work.js#nap', './work.js#hang', '--broker', url, '--lease', '2s', ...words];
  const run = startConcur(all, { cwd: root, detached: true });
  onTestFinished(() => {
    if (run.child.exitCode === null) process.kill(-(run.child.pid as number), 'SIGKILL');
  });
  return run;
}

/** Has hosts do that many units of a function, `work.js#nap`. */
async function submit(
  root: string,
  { url }: RedisServer,
  reference: string,
  total: number,
  signal: AbortSignal | null = null,
) {
  const [file = '', name = ''] = reference.split('#');
  const source = { file: join(root, file), name };
  const answers = new Answers(total, null);
  const context = {
    ...{ broker: BULLMQ_BROKER, place: { url, tls: null }, key: null, onProgress: null, warn() {} },
    ...{ digest: await codeDigest(source), total },
  };
  const request = { ...USUAL_REQUEST, source, leaseMs: 2_000, chunk: 4, signal };
  await runOnHosts(request, unitsOf({ type: 'count', total }), answers, context);
  return answers.values();
}

const begins = async (begun: () => string[]) => {
  await expect.poll(() => begun().length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
};

describe.skipIf(noRedis !== null)('concur worker', () => {
  it.each([
    ['threads', 'SIGTERM', false],
    // What a terminal sends at Ctrl-C reaches worker processes as well.
    ['processes', 'SIGINT', true],
  ] as const)('with %s finishes what it has at %s, and leaves', async (engine, signal, toGroup) => {
    const redis = await startRedis();
    const { root, begun } = project();
    const leaving = host(root, redis, '--name', 'a', '-w', '1', '--engine', engine);
    await leaving.says(/a is here for work\.js#nap/);
    const total = 200;
    const work = submit(root, redis, 'work.js#nap', total);
    await begins(begun);
    const staying = host(root, redis, '--name', 'b', '-w', '1');
    await staying.says(/b is here for work\.js#nap/);
    process.kill(toGroup ? -(leaving.child.pid as number) : (leaving.child.pid as number), signal);
    const { code, stderr, orphans } = await leaving.end();
    expect([code, orphans]).toEqual([0, []]);
    const done = /work\.js#nap: left, with (\d+) units? done/.exec(stderr)?.[1];
    expect(Number(done)).toBeGreaterThan(0);
    expect(Number(done)).toBeLessThan(total);
    expect(await work).toEqual(Array.from({ length: total }, (_, i) => 2 * i));
    expect(begun().sort()).toEqual(Array.from({ length: total }, (_, i) => `${i}`).sort());
  });

  it('gives back what it has at a second signal', async () => {
    const redis = await startRedis();
    const { root, begun } = project();
    const run = host(root, redis, '-w', '1');
    await run.says(/work\.js#hang/);
    const stop = new AbortController();
    const work = submit(root, redis, 'work.js#hang', 1, stop.signal);
    await begins(begun);
    run.child.kill('SIGTERM');
    await run.says(/SIGTERM: finishes what it has/);
    run.child.kill('SIGTERM');
    const { code, orphans } = await run.end();
    expect([code, orphans]).toEqual([0, []]);
    stop.abort(new Error('enough'));
    await expect(work).rejects.toThrow('enough');
  });

  it('says that the broker is away, works on when it is back, and shows no password', async () => {
    const redis = await startRedis('--requirepass', 's3cret');
    const { root } = project();
    const url = redis.url.replace('//', '//:s3cret@');
    const run = startConcur(['worker', './work.js#nap', '-w', '1'], {
      cwd: root,
      env: { CONCUR_BROKER: url },
    });
    await run.says(/is here for work\.js#nap/);
    expect(await submit(root, { ...redis, url }, 'work.js#nap', 1)).toEqual([0]);
    await redis.kill();
    await run.says(/the broker is away/);
    await redis.start();
    await run.says(/the broker is back/);
    expect(await submit(root, { ...redis, url }, 'work.js#nap', 4)).toEqual([0, 2, 4, 6]);
    run.child.kill('SIGTERM');
    const { code, stdout, stderr } = await run.end();
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('redis://:***@127.0.0.1');
    expect(stderr).not.toContain('s3cret');
  });

  it.each([
    ['./bad.js#fn', 4, /bad\.js can’t be loaded: .*no such luck/],
    ['./work.js#nope', 2, /work\.js exports no function nope/],
  ])('never says that it is here for what can’t be loaded: %s', async (reference, exit, why) => {
    const redis = await startRedis();
    const { root } = project();
    const words = ['worker', reference, './work.js#nap', '-w', '1', '--broker', redis.url];
    const { code, stderr, orphans } = await concur(words, { cwd: root });
    expect([code, orphans]).toEqual([exit, []]);
    expect(stderr).toMatch(why);
    expect(stderr).not.toContain(`is here for ${reference.slice(2)}`);
  });

  it('is listed by concur hosts, in a document that its schema describes', async () => {
    const redis = await startRedis();
    const { root } = project();
    const run = host(root, redis, '--name', 'a', '-w', '1');
    await run.says(/work\.js#hang/);
    await run.says(/work\.js#nap/);
    const { code, stdout } = await concur(['hosts', '--broker', redis.url, '--json']);
    const document = JSON.parse(stdout);
    expect(code).toBe(0);
    expect([schemaErrors('hosts', document), undescribed('hosts', document)]).toEqual([[], []]);
    const listed = document.hosts.map(({ name, function: of }: Record<string, unknown>) => `${name} ${of}`);
    expect(listed).toEqual(['a work.js#hang', 'a work.js#nap']);
    const text = (await concur(['hosts', '--broker', redis.url])).stdout;
    expect(text).toContain('1 host is there');
    run.child.kill('SIGTERM');
    await run.end();
    expect((await concur(['hosts', '--broker', redis.url])).stdout).toContain('Nobody is there');
  });

  it('says what is wrong before it works: a broker that isn’t there, a password that was typed', async () => {
    const redis = await startRedis();
    await redis.kill();
    const { root } = project();
    const nobody = await concur(['worker', './work.js#nap', '--broker', redis.url], { cwd: root });
    expect([nobody.code, nobody.orphans]).toEqual([5, []]);
    const typed = await concur(['worker', './work.js#nap', '--broker', 'rediss://u:s3cret@h'], { cwd: root });
    expect(typed.code).toBe(2);
    expect(`${nobody.stderr}${typed.stderr}`).toMatch(/nobody listens[\s\S]*--broker holds a password/);
    expect(typed.stderr).not.toContain('s3cret');
  });
});
