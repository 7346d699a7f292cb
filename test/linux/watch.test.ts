import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { Group, limitMissing, tellSkipped } from '../harness/cgroup.ts';
import { concur, NODE, Run } from '../harness/concur.ts';
import { compiled, needs, watched } from '../harness/watched.ts';

// Programs that we didn't write, watched for real.

const PROGRAMS = join(packageRoot(), 'test/fixtures/programs');
const folder = mkdtempSync(join(tmpdir(), 'concur-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wanted = ({ r, d }: WatchReport) => (r ?? 0) + (d ?? 0);
const parallelOrStarved = (kind: unknown) => kind === 'PARALLEL' || kind === 'STARVED';

describe('a program that keeps two cores busy', () => {
  it('is parallel, or starved where others keep the machine busy: never serialised', async () => {
    const report = await watched(NODE, join(PROGRAMS, 'busy-threads.mjs'), '2', '1500');
    expect(wanted(report)).toBeGreaterThan(1.6);
    expect(parallelOrStarved(report.kind)).toBe(true);
  });

  it('is starved by its affinity under taskset -c 0, and the verdict names it', async (context) => {
    const taskset = needs(context, 'taskset');
    const report = await watched(taskset, '-c', '0', NODE, join(PROGRAMS, 'busy-threads.mjs'), '2', '1500');
    expect(report.kind).toBe('STARVED');
    expect(report.causes).toContainEqual(
      expect.objectContaining({ kind: 'affinity', narrowedBy: 'mask', cpus: [0], usableCpus: 1 }),
    );
    expect(report.r ?? 0).toBeLessThan(1.1);
  });

  it('is followed into its processes: stress-ng', async (context) => {
    const report = await watched(needs(context, 'stress-ng'), '--cpu', '2', '-t', '2', '-q');
    expect(wanted(report)).toBeGreaterThan(1.6);
    expect(report.busyThreads).toBe(2);
    expect(new Set(report.threads.filter(({ isBusy }) => isBusy).map(({ pid }) => pid)).size).toBe(2);
  });

  it('is followed through a build: make -j2, whose compilers come and go', async (context) => {
    const make = needs(context, 'make');
    const burn = `${NODE} -e "for (const end = Date.now() + 150; Date.now() < end; );"`;
    const targets = Array.from({ length: 16 }, (_, index) => `t${index}`);
    const rules = targets.map((name) => `${name}:\n\t@${burn}`);
    writeFileSync(join(folder, 'Makefile'), `all: ${targets.join(' ')}\n${rules.join('\n')}\n`);
    const report = await watched(make, '-s', '-C', folder, '-j2');
    // Some sixteen short processes, two at a time: about two cores wanted, whoever saw their ends.
    expect(wanted(report)).toBeGreaterThan(1.3);
    expect(report.threads.length + report.omittedThreads).toBeGreaterThan(32);
  });
});

const noQuota = limitMissing('cpu');
tellSkipped('watch under a quota', noQuota);
describe.skipIf(noQuota !== null)('a program under a quota', () => {
  it('is starved by it, and the verdict names the quota: its own, not ours', async () => {
    const group = new Group('cpu').quota(0.5);
    const busy = group.start(NODE, join(PROGRAMS, 'busy-threads.mjs'), '2', '6000');
    await delay(700);
    const { stdout } = await concur(['watch', '--json', '-p', `${busy.child.pid}`, '--for', '2s']);
    const report: WatchReport = JSON.parse(stdout);
    busy.child.kill('SIGKILL');
    await busy.end();
    expect(report.r ?? 9).toBeLessThan(0.7);
    expect(report.kind).toBe('STARVED');
    expect(report.causes).toContainEqual({
      kind: 'quota',
      throttledPeriods: expect.any(Number),
      cpus: 0.5,
    });
  });
});

describe('Python', () => {
  it('is serialised by the GIL, and the verdict says so', async (context) => {
    const python = needs(context, 'python3');
    const report = await watched(python, join(PROGRAMS, 'busy_threads.py'), '4', '1.5');
    if (report.kind === 'PARALLEL') return context.skip('this Python has no GIL');
    expect(report.r ?? 9).toBeLessThan(1.15);
    // Beside heavy neighbours its threads wait for a core when they have the lock: then it may seem starved.
    expect(['SERIALISED', 'STARVED', 'MIXED']).toContain(report.kind);
    if (report.kind === 'SERIALISED') expect(report.because).toContain('Python’s GIL (_PyRuntime in ');
  });

  it('runs NumPy in native threads, which want more than one core', async (context) => {
    const python = needs(context, 'python3');
    try {
      execFileSync(python, ['-c', 'import numpy'], { stdio: 'ignore' });
    } catch {
      process.stderr.write(`skipped: ${context.task.name} (NumPy is not installed)\n`);
      return context.skip('NumPy is not installed');
    }
    const code = `
import time, numpy
a = numpy.random.rand(1200, 1200)
end = time.monotonic() + 2
while time.monotonic() < end: a @ a`;
    const report = await watched(python, '-c', code);
    const busy = report.threads.filter(({ isBusy }) => isBusy);
    expect(new Set(busy.map(({ pid }) => pid)).size).toBe(1);
    if (busy.length > 1) expect(wanted(report)).toBeGreaterThan(1.2);
  });
});

describe('the figures', () => {
  it('are those that the kernel charges: within 3 % of perf stat and of time', async (context) => {
    const command = [NODE, join(PROGRAMS, 'busy-threads.mjs'), '2', '2000'];
    const json = join(folder, 'figures.json');
    // One inside the other, so that all tell of the very same run.
    const watch = [
      'watch',
      '-q',
      '--export',
      `json=${json}`,
      '--',
      needs(context, 'perf'),
      'stat',
      '-x,',
      '-e',
      'task-clock',
    ];
    const { stderr } = await concur([...watch, '--', ...command]);
    const match = /^([\d.]+),msec,task-clock,/m.exec(stderr);
    if (match === null) {
      process.stderr.write(`skipped: ${context.task.name} (perf stat may not count here)\n`);
      return context.skip('perf stat may not count here');
    }
    const report: WatchReport = JSON.parse(execFileSync('cat', [json], { encoding: 'utf8' }));
    const perfNs = Number(match[1]) * 1e6;
    const ours = (report.r ?? 0) * report.durationNs;
    expect(ours / perfNs).toBeGreaterThan(0.97);
    expect(ours / perfNs).toBeLessThan(1.03);
  });

  it('count threads too that nobody saw, because they were gone between two looks', async () => {
    const code = `const { spawnSync } = require('node:child_process');
for (let i = 0; i < 40; i++) spawnSync('sh', ['-c', 'i=0; while [ $i -lt 9000 ]; do i=$((i+1)); done']);`;
    const { stdout } = await concur(['watch', '--json', '--interval', '1s', '--', NODE, '-e', code]);
    const report: WatchReport = JSON.parse(stdout);
    expect(report.unseenNs ?? 0).toBeGreaterThan(0);
    // Those shells did most of the work, and hardly any of them was there when somebody looked.
    expect((report.unseenNs ?? 0) / ((report.r ?? 0) * report.durationNs)).toBeGreaterThan(0.3);
    expect(report.warnings.map(({ code }) => code)).toContain('UNSEEN_THREADS');
  });
});

describe('a program of many short threads', () => {
  it.for([1, 2])('too short for a sample is told by how many ran at a time: %i', async (atATime, context) => {
    const source = join(PROGRAMS, 'short-threads.c');
    const program = compiled(context, source, join(folder, 'short-threads'), '-pthread');
    const report = await watched(program, '500', `${atATime}`, '1.5');
    expect(report.shortLives).toMatchObject({ of: 'threads' });
    expect(report.because).toMatch(/^short-lived threads did the work, (about|\d\.\d or more) /);
    const { conditions, shortLives } = report;
    // Neighbours take their share of the CPUs, and how long who has ended was queued is not recorded.
    if ((conditions.othersCpus ?? 9) > 0.2) return expect(shortLives?.mayBeMore).toBeDefined();
    expect(shortLives?.atATime).toBeGreaterThan(0.75 * atATime);
    expect(shortLives?.atATime).toBeLessThan(1.15 * atATime);
  });

  it('processes, one after the other, are told as such', async () => {
    const code = `const { spawnSync } = require('node:child_process');
for (let i = 0; i < 60; i++) spawnSync('sh', ['-c', 'i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done']);`;
    const { stdout } = await concur(['watch', '--json', '--interval', '200ms', '--', NODE, '-e', code]);
    const { shortLives, because }: WatchReport = JSON.parse(stdout);
    if (shortLives === null) return expect(because).not.toMatch(/short-lived/);
    expect(shortLives.of).toBe('processes');
    expect(shortLives.atATime).toBeLessThan(1.15);
  });

  it('crashes nothing and is counted', async () => {
    const code = `const { Worker } = require('node:worker_threads');
let left = 60;
const next = () => { if (left-- > 0) new Worker('1', { eval: true }).on('exit', next); };
for (let i = 0; i < 4; i++) next();`;
    const report = await watched(NODE, '-e', code);
    expect(report.threads.length).toBeGreaterThan(10);
    expect(report.exit.code).toBe(0);
  });
});

describe('the process that watches', () => {
  it('gives up nothing that it opened: as many files open afterwards as before', async () => {
    const { Follower } = await import('../../src/run/watch/follow/follower.ts');
    const { Sysroot } = await import('../../src/machine/sysroot.ts');
    const { readdirSync } = await import('node:fs');
    const other = new Run([NODE, join(PROGRAMS, 'busy-threads.mjs'), '3', '400']);
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    const follower = new Follower(new Sysroot(), other.child.pid as number, false);
    const startMs = performance.now();
    while (existsSync(`/proc/${other.child.pid}/stat`) && other.child.exitCode === null) {
      follower.sample((performance.now() - startMs) * 1e6);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    follower.close();
    expect(follower.threads().length).toBeGreaterThan(4);
    await other.end();
    expect(open()).toBeLessThanOrEqual(before);
  });
});
