import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../../src/base/files/package-root.ts';
import { allowedHere, tellSkipped } from '../../harness/cgroup.ts';
import { documentOf, Run } from '../../harness/concur.ts';
import { checkDocument, compareDocument, coresDocument } from '../../harness/documents.ts';
import { makeJail, standaloneMissing } from '../../harness/standalone.ts';
import { watchDocument } from '../../harness/watched.ts';

const missing = standaloneMissing();
tellSkipped('the executable where only libc is', missing);

describe.skipIf(missing !== null)('the executable where only libc is', () => {
  let jail = '';
  beforeAll(() => {
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build-standalone.ts'], {
      cwd: packageRoot(),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    jail = makeJail(join(packageRoot(), 'standalone', `concur-linux-${process.arch}`));
  }, 300_000);
  afterAll(() => rmSync(jail, { recursive: true, force: true }));

  const MOUNTS = 'mount -t proc proc proc && mount --rbind /sys sys && mount --bind /dev/null dev/null';
  /** In namespaces of its own: its mounts and processes are gone when it ends. */
  const inJail = (...args: readonly string[]) =>
    new Run(
      ['unshare', '-m', '-p', '-f', 'sh', '-c', `${MOUNTS} && exec chroot . /concur "$@"`, 'sh', ...args],
      { cwd: jail, env: { HOME: '/home', XDG_CACHE_HOME: undefined, PATH: process.env.PATH } },
    ).end();

  it('prints its version, and later starts from what it has unpacked', async () => {
    expect((await inJail('-V')).stdout).toBe(`${packageVersion()}\n`);
    const place = join(jail, 'home/.cache/concur');
    const [digest = ''] = readdirSync(place).filter((name) => /^[0-9a-f]{64}$/.test(name));
    const before = statSync(join(place, digest, 'bin/node'), { bigint: true });
    expect((await inJail('-V')).stdout).toBe(`${packageVersion()}\n`);
    expect(statSync(join(place, digest, 'bin/node'), { bigint: true })).toEqual(before);
  });

  it('counts the cores', async () => {
    const report = coresDocument(await inJail('cores', '--json'));
    expect(report.counts.allowedCpus).toBe(allowedHere().length);
    expect(report.machine?.node).toMatch(/^v24\./);
    const { code, stdout } = await inJail('cores', '-q');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^[1-9]\d*\n$/)]);
  });

  it('checks the machine: what isn’t there is inconclusive, and what it says so of is named', async () => {
    const ended = await inJail('check', '--quick', '--json', '--no-progress');
    const { outcome, checks } = checkDocument(ended);
    expect(ended.code).toBe(0);
    expect(outcome).not.toBe('fail');
    const pinning = checks.find(({ id }) => id === 'pinning');
    expect(`${pinning?.because}`).toContain('taskset is not in PATH');
  });

  it('watches a program', async () => {
    const ended = await inJail('watch', '--json', '--no-progress', '--', '/concur', 'cores', '-q');
    const { threads } = watchDocument(ended);
    expect(ended.code).toBe(0);
    expect(threads.length).toBeGreaterThan(0);
  });

  it('runs threads, and proves where', async () => {
    const ended = await inJail('demo', 'threads', '--json', '--no-progress');
    const [threads] = documentOf(ended).scenarios;
    expect([ended.code, threads?.outcome]).toEqual([0, 'holds']);
    const workers = threads?.trials.flatMap((trial) => trial.workers) ?? [];
    expect(new Set(workers.map(({ tid }) => tid)).size).toBe(2);
  });

  it('runs processes, a pool, and a function in TypeScript', async () => {
    const ended = await inJail(
      'compare',
      'threads',
      'processes',
      'pool',
      '--quick',
      '--json',
      '/work.ts#work',
    );
    expect(ended.code).toBe(0);
    expect(compareDocument(ended).results.map(({ engine }) => engine)).toEqual([
      'threads',
      'processes',
      'pool',
    ]);
  });

  it('says what is missing where there is another libc, or none', async () => {
    for (const name of ['lib', 'lib64']) rmSync(join(jail, name), { recursive: true, force: true });
    const { code, stderr } = await inJail('-V');
    expect(code).toBe(5);
    expect(stderr).toMatch(/^concur: this system has no glibc\nIt has to be 2\.\d+ or newer\b/);
  });
});
