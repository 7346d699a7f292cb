import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { recommendations } from '../../src/stats/recommend.ts';
import { captured, temporaryFolder } from '../fixtures/captured.ts';
import { SERVER } from '../fixtures/cores-report.ts';
import { machineTree } from '../fixtures/machines.ts';
import { CONCUR, concur, NODE, Run, startConcur } from '../harness/concur.ts';
import { coresDocument } from '../harness/documents.ts';
import { errorDocumentOf } from '../harness/error-document.ts';

const ESCAPES = /[\u001b\u009b\r]/;
const hasTaskset = spawnSync('taskset', ['-V']).status === 0;
const hasScript = spawnSync('script', ['-V']).status === 0;
if (!hasTaskset) process.stderr.write('skipped: cores under another affinity mask (no taskset)\n');
if (!hasScript) process.stderr.write('skipped: cores on a terminal that is dumb (no script)\n');

const document = async (...args: string[]) => coresDocument(await concur(['cores', ...args, '--json']));

/** A captured server of two packages under a quota of 2.5 CPUs, below a folder of its own. */
function capturedServer(): string {
  return captured({
    ...machineTree(SERVER),
    '/proc/self/cgroup': '0::/ci/job\n',
    '/proc/self/mountinfo': '30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n',
    '/sys/fs/cgroup/ci/cpu.max': '250000 100000\n',
    '/sys/fs/cgroup/ci/job/cpu.max': 'max 100000\n',
    '/proc/self/environ': 'OMP_NUM_THREADS=6\0',
  }).root;
}

/** Resolves once a thread of this process is called so. */
async function hasThread(pid: number | undefined, name: RegExp): Promise<void> {
  const names = () =>
    readdirSync(`/proc/${pid}/task`).map((tid) => {
      try {
        return readFileSync(`/proc/${pid}/task/${tid}/comm`, 'utf8');
      } catch {
        return '';
      }
    });
  while (!names().some((comm) => name.test(comm))) await delay(10);
}

describe('this machine', () => {
  it('is one valid document, measured', async () => {
    const ended = await concur(['cores', '--json']);
    const report = coresDocument(ended);
    expect([ended.code, ended.stderr, ended.orphans]).toEqual([0, '', []]);
    expect(report.counts.onlineCpus).toBe(cpus().length);
    expect(report.cpus.filter(({ allowed }) => allowed)).toHaveLength(report.counts.allowedCpus ?? 0);
    expect(report.sysroot).toBeNull();
    const { r, d, workers, seconds, throughputX, throughputNoise } = report.measured ?? {};
    expect(workers).toBe(report.machine?.allowedCpus.length);
    expect(r).toBeGreaterThan(0);
    expect((r ?? 0) + (d ?? 0)).toBeLessThanOrEqual((workers ?? 0) + 0.5);
    expect(seconds).toBeGreaterThan(0.5);
    // Beside others, the burner that ran alone may have been the disturbed one.
    expect(throughputX ?? throughputNoise).toBeGreaterThan(0);
  });

  it('has each limit with where it was read, and each claim with its rule', async () => {
    const { limits, claims, effectiveCpus } = await document('--no-measure');
    expect(limits[0]).toMatchObject({ source: 'affinity mask', path: '/proc/self/status' });
    for (const { rule, source } of claims) expect([source, rule]).not.toContain('');
    const node = claims.find(({ source }) => source === 'os.availableParallelism()');
    expect(node).toMatchObject({ cpus: availableParallelism(), basis: 'asked' });
    for (const claim of claims) {
      if (claim.cpus !== null && effectiveCpus !== null) {
        expect(claim.wrongBy).toBeCloseTo(claim.cpus - effectiveCpus, 3);
      }
    }
  });

  it('tells what variables say, and that one says nothing', async () => {
    const env = { OMP_NUM_THREADS: '3', UV_THREADPOOL_SIZE: 'many' };
    const { claims } = coresDocument(await concur(['cores', '--no-measure', '--json'], { env }));
    const said = (name: string) => claims.find(({ source }) => source.includes(name))?.cpus;
    expect([said('OMP_NUM_THREADS'), said('UV_THREADPOOL_SIZE')]).toEqual([3, null]);
  });
});

describe('--no-measure', () => {
  it('measures nothing and asks nobody', async () => {
    const { measured, claims } = await document('--no-measure');
    expect(measured).toBeNull();
    expect(claims.find(({ source }) => source.includes('Python'))?.basis).toBe('rule');
  });

  it('says so in the text', async () => {
    expect((await concur(['cores', '--no-measure'])).stdout).toContain('not measured');
  });
});

describe('--recommend', () => {
  const SETTINGS = recommendations(2).map(({ setting }) => setting);

  it('adds what to type for each tool', async () => {
    const root = capturedServer();
    const { stdout } = await concur(['cores', '--sysroot', root, '--recommend']);
    for (const setting of SETTINGS) expect(stdout).toContain(`  ${setting}\n`);
    expect(stdout).toContain('reported by');
  });

  it('prints that alone with -q', async () => {
    const { stdout } = await concur(['cores', '--sysroot', capturedServer(), '--recommend', '-q']);
    expect(stdout.trimEnd().split('\n')).toEqual([
      '2 workers, one for each whole CPU:',
      ...SETTINGS.map((setting) => `  ${setting}`),
    ]);
  });

  it('is in the document in any case', async () => {
    const report = await document('--sysroot', capturedServer());
    expect(report.recommendedWorkers).toBe(2);
    expect(report.recommendations).toEqual(recommendations(2));
  });
});

describe('a captured machine', () => {
  it('is read as it was, and nothing is measured', async () => {
    const root = capturedServer();
    const report = await document('--sysroot', root);
    expect(report).toMatchObject({
      sysroot: root,
      measured: null,
      quotaCpus: 2.5,
      effectiveCpus: 2.5,
      counts: { onlineCpus: 8, allowedCpus: 8, physicalCores: 4, packages: 2, maxThreadsPerCore: 2 },
    });
    expect(report.limits.map(({ path }) => path)).toContain('/sys/fs/cgroup/ci/cpu.max');
    expect(report.claims.find(({ source }) => source.includes('OMP_NUM_THREADS'))?.cpus).toBe(6);
    const asked = report.claims.filter(({ basis }) => basis === 'asked').map(({ source }) => source);
    expect(asked).toEqual(['OMP_NUM_THREADS']);
  });

  it.each([
    [
      'other variables',
      { OMP_NUM_THREADS: '3', SLURM_CPUS_PER_TASK: '9', GOMAXPROCS: '1', TZ: 'Asia/Tokyo', LANG: 'C' },
    ],
    ['the variables of a CI server', { CI: 'true', GITHUB_ACTIONS: 'true', COLUMNS: '20', TERM: 'xterm' }],
    ['options of Node', { NODE_OPTIONS: '--max-old-space-size=300 --no-warnings', UV_THREADPOOL_SIZE: '1' }],
    ['nothing in PATH', { PATH: '' }],
  ])('gives the same document twice, the second time with %s', async (_what, env) => {
    const args = ['cores', '--sysroot', capturedServer(), '--json'];
    const first = coresDocument(await concur(args));
    await delay(5);
    const second = coresDocument(await concur(args, { env }));
    expect(second.startedAt).not.toBe(first.startedAt);
    expect({ ...second, startedAt: '' }).toEqual({ ...first, startedAt: '' });
  });

  it.skipIf(!hasTaskset)('gives the same document under another affinity mask', async () => {
    const args = ['cores', '--sysroot', capturedServer(), '--json'];
    const first = coresDocument(await concur(args));
    const last = /(\d+)\s*$/.exec(
      /Cpus_allowed_list:.*/.exec(readFileSync('/proc/self/status', 'latin1'))?.[0] ?? '',
    );
    const second = await new Run(['taskset', '-c', last?.[1] ?? '0', NODE, CONCUR, ...args]).end();
    expect({ ...coresDocument(second), startedAt: '' }).toEqual({ ...first, startedAt: '' });
  });

  it('gives the same text twice', async () => {
    const args = ['cores', '--sysroot', capturedServer()];
    const [first, second] = [await concur(args), await concur(args, { env: { OMP_NUM_THREADS: '3' } })];
    expect(second.stdout).toBe(first.stdout);
  });

  it('may have nothing in it but a folder, and says what is unknown', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'sys'));
    const report = await document('--sysroot', root);
    expect(report).toMatchObject({ cpus: [], quotaCpus: null, measured: null });
    expect(report.warnings.length).toBeGreaterThan(0);
    expect((await concur(['cores', '--sysroot', root])).code).toBe(0);
  });

  it.each([
    ['that isn’t there', (folder: string) => join(folder, 'gone'), 'is missing'],
    ['that is a file', (folder: string) => join(folder, 'file'), 'is not a folder'],
    ['that is empty', (folder: string) => folder, 'is not a captured machine'],
  ])('%s is a mistake in what was typed, with a hint', async (_what, pathIn, message) => {
    const folder = temporaryFolder();
    const root = pathIn(folder);
    if (root.endsWith('file')) writeFileSync(root, '');
    const ended = await concur(['cores', '--sysroot', root, '--json']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(new RegExp(`^concur: --sysroot ${root} ${message}.*\nName .*\n$`));
    expect(errorDocumentOf(ended)).toMatchObject({ command: 'cores', error: { code: 'USAGE' } });
    expect(errorDocumentOf(ended).exit.reason).toContain(message);
  });

  it('that lies below a file is a mistake in what was typed, too', async () => {
    const ended = await concur(['cores', '--sysroot', '/etc/passwd/tree']);
    expect([ended.code, ended.stderr.includes('This is a bug')]).toEqual([2, false]);
  });
});

describe('what can’t be asked for', () => {
  it.each([
    [
      ['--export', 'junit=x'],
      'this command has no format junit',
      'It exports json, csv, md, adoc, text, html or env.',
    ],
    [['--recomend'], "unknown option '--recomend'", 'Did you mean --recommend?'],
    [['--sysrot', '/'], "unknown option '--sysrot'", 'Did you mean --sysroot?'],
    [['here'], 'too many arguments', 'See concur cores --help.'],
  ])('%j', async (args, message, hint) => {
    const { code, stdout, stderr } = await concur(['cores', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

it('exports csv, Markdown, text and JSON, and still prints the text', async () => {
  const folder = temporaryFolder();
  const file = (format: string) => join(folder, `cores.${format}`);
  const targets = ['json', 'csv', 'md', 'text'].flatMap((format) => [
    '--export',
    `${format}=${file(format)}`,
  ]);
  const { stdout, code } = await concur(['cores', '--sysroot', capturedServer(), ...targets]);
  expect(code).toBe(0);
  expect(stdout).toContain('┌ package 0');
  expect(readFileSync(file('csv'), 'utf8').split('\r\n')).toHaveLength(10);
  expect(readFileSync(file('csv'), 'utf8')).toMatch(/^cpu,online,allowed,/);
  expect(readFileSync(file('md'), 'utf8')).toContain('| limits | CPUs | detail | read from |');
  expect(readFileSync(file('text'), 'utf8')).toContain('┌ package 0');
  expect(JSON.parse(readFileSync(file('json'), 'utf8'))).toMatchObject({ schema: 'concur/cores@1' });
});

describe('escape codes', () => {
  it.each([{}, { TERM: 'dumb' }, { TERM: 'xterm-256color' }, { CI: 'true', TERM: 'xterm-256color' }])(
    'are not written into a pipe with %j',
    async (env) => {
      const { stdout, stderr } = await concur(['cores'], { env });
      expect(stdout).not.toMatch(ESCAPES);
      expect(stderr).not.toMatch(ESCAPES);
    },
  );

  it.skipIf(!hasScript)('are not written to a terminal that is dumb', async () => {
    const command = ['script', '-qefc', `'${NODE}' '${CONCUR}' cores`, '/dev/null'];
    const { stdout, code } = await new Run(command, { env: { TERM: 'dumb' } }).end();
    expect(code).toBe(0);
    expect(stdout).toContain('package 0');
    expect(stdout.replaceAll('\r\n', '\n')).not.toMatch(ESCAPES);
  });

  it('are written where colour is wanted', async () => {
    const { stdout } = await concur(['cores', '--no-measure', '--color', 'always']);
    expect(stdout).toContain('\u001b[');
  });
});

describe('a run that is ended early', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s while it measures is whole, without what was not measured', async (signal, code) => {
    const run = startConcur(['cores', '--json']);
    await hasThread(run.child.pid, /^CPU \d/);
    run.child.kill(signal);
    const ended = await run.end();
    const report = coresDocument(ended);
    expect([ended.code, ended.orphans, report.measured]).toEqual([code, [], null]);
    expect(report.exit.reason).toBe(`stopped by ${signal}`);
    expect(report.cpus.length).toBeGreaterThan(0);
  });

  it('by its own timeout is whole as well', async () => {
    const ended = await concur(['cores', '--timeout', '200ms', '--json']);
    const { measured, exit } = coresDocument(ended);
    expect([ended.code, ended.orphans, measured]).toEqual([124, [], null]);
    expect(exit.reason).toContain('--timeout');
  });
});
