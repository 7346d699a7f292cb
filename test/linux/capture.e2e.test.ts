import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { readCores } from '../../src/machine/topology/read-cores.ts';
import { temporaryFolder } from '../fixtures/captured.ts';

const SCRIPT = join(packageRoot(), 'test', 'fixtures', 'sysroot', 'capture.sh');
const PATH = process.env.PATH ?? '';

/** Captures this machine into a folder. */
function capture(folder: string, env: NodeJS.ProcessEnv = {}): void {
  execFileSync(SCRIPT, [folder], { env: { PATH, ...env }, stdio: 'pipe' });
}

function run(args: readonly string[], cwd?: string) {
  const { status, stdout, stderr } = spawnSync(SCRIPT, args, { env: { PATH }, encoding: 'utf8', cwd });
  return { status, stdout, stderr };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
}

describe('this very machine, captured', () => {
  const env = { OMP_NUM_THREADS: '3', NCPUS: 'a b=c' };

  it('reads as it does live', async () => {
    const folder = temporaryFolder();
    capture(folder, env);
    const live = await readCores(new Sysroot(), { env, searchPath: '' });
    const captured = await readCores(new Sysroot(folder), { env: {}, searchPath: '' });
    expect(captured.topology).toEqual(live.topology);
    expect(captured.limits).toEqual(live.limits);
    expect(captured.effectiveCpus).toBe(live.effectiveCpus);
    expect(captured.ruleInputs).toEqual(live.ruleInputs);
    expect(captured.warnings).toEqual(live.warnings);
    const { arch, node, tools, hostname: name, ...machine } = live.machine;
    expect(captured.machine).toMatchObject(machine);
    expect(live.topology.counts.onlineCpus).toBeGreaterThan(0);
  });

  it('under another mask reads as that says', async () => {
    const folder = temporaryFolder();
    const { allowedCpus } = (await readCores(new Sysroot(), { env: {}, searchPath: '' })).machine;
    const last = allowedCpus.at(-1) as number;
    execFileSync('taskset', ['-c', `${last}`, SCRIPT, folder], { env: { PATH }, stdio: 'pipe' });
    const { machine } = await readCores(new Sysroot(folder), { env: {}, searchPath: '' });
    expect(machine.allowedCpus).toEqual([last]);
  });

  it('holds nothing that is nobody’s business', () => {
    const folder = temporaryFolder();
    capture(folder, { ...env, SECRET_TOKEN: 'hunter2', HOME: '/home/somebody' });
    const files = filesBelow(folder);
    const allowed = [
      /^proc\/(?:cpuinfo|stat|version|sys\/kernel\/osrelease)$/,
      /^proc\/self\/(?:status|cgroup|mountinfo|schedstat|cpuset|environ)$/,
      /^sys\/devices\/system\/cpu\/(?:present|online|isolated|possible)$/,
      /^sys\/devices\/system\/cpu\/cpu\d+\/(?:online|cpu_capacity|topology\/\w+)$/,
      /^sys\/devices\/system\/cpu\/cpu\d+\/cache\/index\d+\/(?:level|type|size|shared_cpu_(?:map|list))$/,
      /^sys\/devices\/system\/cpu\/cpu\d+\/cpufreq\/(?:cpuinfo_max_freq|base_frequency)$/,
      /^sys\/devices\/system\/node\/node\d+\/(?:cpulist|cpumap)$/,
      /^sys\/devices\/cpu_(?:core|atom|lowpower)\/cpus$/,
      /\/cpu\.(?:max|weight|shares|cfs_quota_us|cfs_period_us)$/,
      /\/(?:cgroup\.(?:controllers|type|events|procs)|release_agent)$/,
      /\/(?:cpuset\.cpus\.effective|(?:cpuset\.)?effective_cpus|(?:cpuset\.)?cpus)$/,
    ];
    expect(files.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
    const text = (path: string) => readFileSync(join(folder, path), 'latin1');
    const all = files.map(text).join('\n');
    for (const secret of ['hunter2', '/home/somebody', 'SECRET_TOKEN']) expect(all).not.toContain(secret);
    expect(text('proc/version')).not.toContain('@');
    if (hostname().length > 4) expect(all).not.toContain(hostname());
    expect(text('proc/self/environ')).toBe('NCPUS=a b=c\0OMP_NUM_THREADS=3\0');
    expect(text('proc/self/status')).toMatch(/^(?:Cpus_allowed(?:_list)?:\t[0-9a-f,-]+\n)+$/);
    expect(text('proc/cpuinfo')).toMatch(
      /^(?:(?:processor|model name|flags|vendor_id|cpu family|model|physical id|core id)\s*:.*\n)*$/,
    );
    expect(text('proc/stat')).toMatch(/^(?:cpu\d* \n)+$/);
    const markers = files.filter((path) => /\/(?:cgroup\.\w+|release_agent)$/.test(path));
    expect(markers.map(text).join('')).toBe('');
    expect(text('proc/self/mountinfo')).toMatch(/^(?:.* - (?:cgroup2?|cpuset) .*\n)*$/);
  });
});

describe('the script', () => {
  it('says how it is used', () => {
    for (const flag of ['-h', '--help']) {
      expect(run([flag])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^Usage: capture\.sh DIR\n/),
        stderr: '',
      });
    }
  });

  it.each([[[]], [['']], [['--force']], [['a', 'b']]])('refuses the arguments %j with its usage', (args) => {
    expect(run(args, temporaryFolder())).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('Usage'),
    });
  });

  it('makes its folder, by a relative path too', () => {
    const folder = temporaryFolder();
    expect(run(['deep/my machine'], folder)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(folder, 'deep', 'my machine', 'proc', 'self', 'status'))).toBe(true);
  });

  it('never writes into a folder that holds something, nor over a file', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'mine');
    expect(run([folder])).toMatchObject({ status: 1, stderr: `capture.sh: ${folder} is not empty\n` });
    const file = join(folder, 'file');
    expect(run([file])).toMatchObject({ status: 1, stderr: `capture.sh: ${file} is not a folder\n` });
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('says where it can’t write', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const below = join(folder, 'file', 'below');
    expect(run([below])).toMatchObject({ status: 1, stderr: `capture.sh: ${below} can't be written\n` });
    mkdirSync(join(folder, 'empty'));
    expect(run([join(folder, 'empty')]).status).toBe(0);
  });
});
