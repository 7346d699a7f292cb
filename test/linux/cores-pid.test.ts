import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../fixtures/captured.ts';
import { allowedHere, Group, limitMissing, namespaceMissing, tellSkipped } from '../harness/cgroup.ts';
import { CONCUR, concur, NODE, Run } from '../harness/concur.ts';
import { coresDocument } from '../harness/documents.ts';

const NOBODY = 65_534;
const noQuota = limitMissing('cpu');
const noNamespace = namespaceMissing();
const isRoot = process.getuid?.() === 0;
tellSkipped('cores -p of a process in a group of its own', noQuota);
tellSkipped('cores -p of a process in namespaces of its own', noNamespace);
tellSkipped('cores -p as another user', isRoot ? null : 'that needs root');

/** A program that sleeps until the test is over; its PID. */
function sleeping(run: Run): Promise<number> {
  return started(run, 'sleep');
}

async function started(run: Run, name: string): Promise<number> {
  onTestFinished(async () => {
    run.child.kill('SIGKILL');
    await run.end();
  });
  const pid = run.child.pid as number;
  // A shell or a helper comes before it.
  for (let tries = 0; tries < 500 && nameOf(pid) !== name; tries++) await delay(10);
  return pid;
}

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'latin1').trim();
}

function childOf(pid: number): number | null {
  const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ');
  return first === undefined || first === '' ? null : Number(first);
}

function isKernelsOwn(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && nameOf(pid) === 'kthreadd';
}

const read = async (pid: number) => coresDocument(await concur(['cores', '-p', `${pid}`, '--json']));

describe('a process that runs', () => {
  it('has its mask, its command and what it was told; nothing is measured', async () => {
    const cpu = allowedHere().at(-1) as number;
    const env = { GOMAXPROCS: '3', CONCUR_TEST_SECRET: 'hush' };
    const pid = await sleeping(new Run(['taskset', '-c', `${cpu}`, 'sleep', '600'], { env }));
    const ended = await concur(['cores', '-p', `${pid}`, '--json']);
    const report = coresDocument(ended);
    expect(report).toMatchObject({
      measured: null,
      effectiveCpus: 1,
      process: { pid, name: 'sleep', command: ['sleep', '600'], threads: 1, unread: [] },
    });
    expect(report.limits[0]).toMatchObject({ cpus: 1, path: `/proc/${pid}/status`, detail: `CPUs ${cpu}` });
    expect(report.process?.told).toContainEqual({
      setting: 'GOMAXPROCS',
      value: '3',
      path: `/proc/${pid}/environ`,
    });
    expect(report.claims.find(({ source }) => source === 'Go GOMAXPROCS')?.cpus).toBe(3);
    expect(ended.stdout).not.toContain('hush');
    const shared = report.process?.namespaces.every(({ isOurs }) => isOurs === true);
    expect([shared, ended.code, ended.stderr]).toEqual([true, 0, '']);
  });

  it('is named before all figures', async () => {
    const pid = await sleeping(new Run(['sleep', '600']));
    const { stdout } = await concur(['cores', '-p', `${pid}`]);
    expect(stdout).toMatch(new RegExp(`^Process ${pid} \\(sleep\\) on `));
    expect(stdout).toContain(`Effective for process ${pid}: `);
  });

  it.skipIf(noQuota !== null)('has the quota of its own group, which is not ours', async () => {
    const group = new Group('cpu').quota(0.5);
    const pid = await sleeping(group.start('sleep', '600'));
    const report = await read(pid);
    expect(report).toMatchObject({ quotaCpus: 0.5, effectiveCpus: 0.5, process: { pid, name: 'sleep' } });
    expect(report.limits.map(({ path }) => path)).toContain(`${group.path}/cpu.cfs_quota_us`);
    const own = coresDocument(await concur(['cores', '--no-measure', '--json']));
    expect([own.process, own.limits.filter(({ path }) => path?.startsWith(group.path))]).toEqual([null, []]);
  });

  it.skipIf(noNamespace !== null)('may be in namespaces of its own', async () => {
    const pid = await sleeping(new Run(['unshare', '--cgroup', '--uts', 'sleep', '600']));
    const { process: found } = await read(pid);
    const own = found?.namespaces.filter(({ isOurs }) => isOurs === false).map(({ type }) => type);
    expect(own).toEqual(['cgroup', 'uts']);
  });

  it.skipIf(noNamespace !== null || noQuota !== null)('may be below other namespaces', async () => {
    const group = new Group('cpu').quota(0.25);
    const run = group.start('unshare', '--cgroup', '--pid', '--fork', '--kill-child', 'sleep', '600');
    const parent = await started(run, 'unshare');
    for (let tries = 0; tries < 500 && childOf(parent) === null; tries++) await delay(10);
    const report = await read(childOf(parent) as number);
    expect(report).toMatchObject({ quotaCpus: 0.25, hidden: null });
    const own = report.process?.namespaces.filter(({ isOurs }) => isOurs === false);
    expect(own?.map(({ type }) => type)).toEqual(['cgroup', 'pid']);
  });

  it.skipIf(!isRoot)('of another user is read as far as that user’s files may be', async () => {
    const pid = await sleeping(new Run(['sleep', '600'], { env: { GOMAXPROCS: '3' } }));
    const user = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
    const run = new Run([...user, NODE, CONCUR, 'cores', '-p', `${pid}`, '--json'], { cwd: '/' });
    const { process: found, effectiveCpus } = coresDocument(await run.end());
    expect(effectiveCpus).toBe(allowedHere().length);
    expect(found).toMatchObject({ name: 'sleep', told: [], numaPolicy: null, namespaces: [] });
    expect(found?.unread).toContain(`/proc/${pid}/environ: permission is denied`);
  });
});

describe('what is no program that runs', () => {
  const refusal = async (...args: string[]) => {
    const { code, stderr, stdout } = await concur(['cores', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };

  it('is refused: no such process, no number', async () => {
    expect(await refusal('-p', '4194305')).toContain('there is no process 4194305');
    for (const text of ['0', '-1', 'java', '1.5']) expect(await refusal('-p', text)).toContain('-p');
  });

  it('is refused: a thread, with its process', async () => {
    const run = new Run([NODE, '-e', 'setInterval(() => {}, 1000)']);
    onTestFinished(async () => {
      run.child.kill('SIGKILL');
      await run.end();
    });
    await delay(300);
    const tid = readdirSync(`/proc/${run.child.pid}/task`).find((id) => id !== `${run.child.pid}`);
    expect(await refusal('-p', `${tid}`)).toContain(`${tid} is a thread of process ${run.child.pid}`);
  });

  it.skipIf(!isKernelsOwn(2))('is refused: a thread of the kernel', async () => {
    expect(await refusal('-p', '2')).toContain('2 is a thread of the kernel');
  });

  it('is refused: a zombie', async () => {
    // sh starts a child that ends at once, and then is a program that never waits for it.
    const pid = await sleeping(new Run(['sh', '-c', 'true & exec sleep 600']));
    await delay(100);
    const zombie = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    expect(await refusal('-p', zombie)).toContain('has already ended');
  });
});

describe('a captured machine', () => {
  it('has the processes that were captured, and no others', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'proc', '77', 'ns'), { recursive: true });
    mkdirSync(join(root, 'sys'));
    writeFileSync(join(root, 'proc', '77', 'status'), 'Name:\tweb\nTgid:\t77\nCpus_allowed_list:\t0-3\n');
    writeFileSync(join(root, 'proc', '77', 'cmdline'), '\x1b]0;owned\x07\0');
    symlinkSync('pid:[4026532000]', join(root, 'proc', '77', 'ns', 'pid'));
    const report = coresDocument(await concur(['cores', '--sysroot', root, '-p', '77', '--json']));
    expect(report).toMatchObject({ effectiveCpus: 4, process: { pid: 77, name: 'web' }, sysroot: root });
    const { stdout } = await concur(['cores', '--sysroot', root, '-p', '77']);
    expect(stdout).not.toContain('\x1b');
    const { code, stderr } = await concur(['cores', '--sysroot', root, '-p', '78']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no process 78')]);
  });
});
