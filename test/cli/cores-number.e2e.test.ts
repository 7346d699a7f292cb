import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { captured, temporaryFolder } from '../fixtures/captured.ts';
import { SERVER } from '../fixtures/cores-report.ts';
import { machineTree } from '../fixtures/machines.ts';
import { CONCUR, cleanEnvironment, concur, NODE } from '../harness/concur.ts';
import { coresDocument } from '../harness/documents.ts';
import { errorDocumentOf } from '../harness/error-document.ts';

/** A captured server of eight CPUs under a quota of 2.5. */
function server(): string {
  return captured({
    ...machineTree(SERVER),
    '/proc/self/cgroup': '0::/job\n',
    '/proc/self/mountinfo': '30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n',
    '/sys/fs/cgroup/job/cpu.max': '250000 100000\n',
  }).root;
}

/** A machine of which nothing can be read. */
function nothing(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'sys'));
  return root;
}

function work(text: string): string {
  const file = join(temporaryFolder(), 'work.mjs');
  writeFileSync(file, text);
  return file;
}

const shell = (script: string) =>
  spawnSync('sh', ['-c', script], {
    encoding: 'utf8',
    env: { ...cleanEnvironment(), NODE, CONCUR, ROOT: server() },
  });

describe('a number alone', () => {
  it.each([
    [['-q'], '2\n'],
    [['--format', 'integer'], '2\n'],
    [['--format', 'decimal'], '2.5\n'],
    [['--format', 'decimal', '-q'], '2.5\n'],
    [['-q', '--per-worker', '2GB'], '2\n'],
  ])('is all that %j prints', async (args, stdout) => {
    for (const env of [{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1', COLUMNS: '5' }]) {
      const ended = await concur(['cores', '--sysroot', server(), ...args], { env });
      expect([ended.code, ended.stdout, ended.stderr]).toEqual([0, stdout, '']);
    }
  });

  it('is read here, never measured', async () => {
    const { stdout, stderr, code } = await concur(['cores', '-q']);
    expect([stdout, stderr, code]).toEqual([expect.stringMatching(/^[1-9]\d*\n$/), '', 0]);
    expect(coresDocument(await concur(['cores', '-q', '--json'])).measured).toBeNull();
  });

  it('is one word of a shell’s command', () => {
    const { stdout } = shell('echo make -j$("$NODE" "$CONCUR" cores --sysroot "$ROOT" -q) all');
    expect(stdout).toBe('make -j2 all\n');
  });

  it('is lost with an exit code where stdout has no room, or no reader', () => {
    const full = shell('"$NODE" "$CONCUR" cores -q >/dev/full');
    expect([full.status, full.stderr]).toEqual([
      1,
      expect.stringMatching(/^concur: the result could not be/),
    ]);
    const unread = shell('(sleep 0.3; "$NODE" "$CONCUR" cores -q; echo $? >&2) | true');
    expect(unread.stderr).toBe('141\n');
  });

  it('is an error where it is unknown, with nothing on stdout', async () => {
    for (const args of [['-q'], ['--format', 'decimal']]) {
      const { code, stdout, stderr } = await concur(['cores', '--sysroot', nothing(), ...args]);
      expect([code, stdout]).toEqual([5, '']);
      expect(stderr).toMatch(/^concur: the number of CPUs is unknown: .*\n.*concur cores\./);
    }
  });

  it.each([
    [['--format', 'decimal', '--json'], '--json and --format decimal both write to stdout'],
    [['--format', 'integer', '--export', 'env=-'], '--format integer and --export env=- both write'],
    [['--format', 'integer', '--recommend'], '--format integer and --recommend both write'],
    [['--format', 'number'], '--format number is unknown; it takes integer or decimal'],
  ])('stands alone: %j is refused', async (args, message) => {
    const { code, stderr } = await concur(['cores', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('an environment', () => {
  const LINES = /^CONCUR_EFFECTIVE_CPUS=2\.5\nCONCUR_WORKERS=2\n([A-Z_]+=(-j)?2\n)+$/;

  it('is a file that a shell reads', async () => {
    const file = join(temporaryFolder(), 'env');
    await concur(['cores', '--sysroot', server(), '-q', '--export', `env=${file}`]);
    expect(readFileSync(file, 'utf8')).toMatch(LINES);
    const { stdout } = spawnSync('sh', ['-c', `set -a; . ${file}; sh -c 'echo $CONCUR_WORKERS $MAKEFLAGS'`], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('2 -j2\n');
  });

  it('may be all that stdout gets', async () => {
    const { stdout } = await concur(['cores', '--sysroot', server(), '--export', 'env=-']);
    expect(stdout).toMatch(LINES);
  });

  it('is no format of other commands', async () => {
    const { code, stderr } = await concur(['check', '--export', 'env=x']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('this command has no format env')]);
  });
});

describe('on GitHub Actions', () => {
  function actions() {
    const files = Object.fromEntries(
      ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY'].map((name) => {
        const file = join(temporaryFolder(), name);
        writeFileSync(file, 'before=1\n');
        return [name, file];
      }),
    );
    const read = (name: string) => readFileSync(files[name] as string, 'utf8');
    return { env: { GITHUB_ACTIONS: 'true', ...files }, read };
  }

  it('later steps get the outputs, and nothing of their environment changes', async () => {
    const { env, read } = actions();
    const { stdout } = await concur(['cores', '-q'], { env });
    expect(read('GITHUB_OUTPUT')).toMatch(/^before=1\neffective-cpus=[\d.]+\nrecommended-workers=\d+\n$/);
    expect(read('GITHUB_OUTPUT')).toContain(`recommended-workers=${stdout}`);
    for (const name of ['GITHUB_ENV', 'GITHUB_STEP_SUMMARY']) expect(read(name)).toBe('before=1\n');
  });

  it('later steps get the variables, too, where --recommend asks for it', async () => {
    const { env, read } = actions();
    await concur(['cores', '--no-measure', '--recommend'], { env });
    expect(read('GITHUB_ENV')).toMatch(/^before=1\nCONCUR_EFFECTIVE_CPUS=.*\nCONCUR_WORKERS=\d+\n/);
    expect(read('GITHUB_ENV')).toMatch(/^CARGO_BUILD_JOBS=\d+$/m);
  });

  it('another machine’s figures are for nobody, and a lost file is an error', async () => {
    const { env, read } = actions();
    await concur(['cores', '--sysroot', server(), '--recommend'], { env });
    expect([read('GITHUB_OUTPUT'), read('GITHUB_ENV')]).toEqual(['before=1\n', 'before=1\n']);
    const lost = await concur(['cores', '-q'], { env: { ...env, GITHUB_OUTPUT: '/dev/full' } });
    expect([lost.code, lost.stderr]).toEqual([1, expect.stringContaining('GITHUB_OUTPUT (/dev/full)')]);
  });
});

describe('--per-worker', () => {
  it('with a size is in the document, with what is unknown', async () => {
    const args = ['cores', '--sysroot', server(), '--per-worker', '2GB', '--json'];
    const { perWorker, recommendedWorkers } = coresDocument(await concur(args));
    expect(perWorker).toMatchObject({ bytes: 2e9, measuredOf: null });
    expect(recommendedWorkers).toBe(2);
  });

  it('with a function measures one worker of it, and prints nothing of what it prints', async () => {
    const file = work(
      `const kept = [];
export function keep() { if (kept.length === 0) kept.push(Buffer.alloc(80e6, 1)); console.log('hello'); }`,
    );
    const args = ['cores', '-q', '--per-worker', `${file}#keep`];
    const { stdout, stderr, orphans } = await concur(args);
    expect([stdout, stderr, orphans]).toEqual([expect.stringMatching(/^[1-9]\d*\n$/), '', []]);
    const { perWorker, measured } = coresDocument(await concur([...args, '--json']));
    expect(perWorker).toMatchObject({ measuredOf: `${file}#keep` });
    expect(perWorker?.bytes).toBeGreaterThan(80e6);
    expect(measured).toBeNull();
  });

  it('calls it twice, once cold: what it keeps from call to call is no worker’s memory', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'work.mjs');
    writeFileSync(
      file,
      `import { appendFileSync } from 'node:fs';
export function called() { appendFileSync(${JSON.stringify(join(folder, 'calls'))}, 'x'); }`,
    );
    await concur(['cores', '-q', '--per-worker', `${file}#called`]);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('xx');
  });

  it('calls it with inputs', async () => {
    const file = work('export const grow = ({ size }) => Buffer.alloc(size, 1).length;');
    const inputs = join(temporaryFolder(), 'rows.ndjson');
    writeFileSync(inputs, '{"size": 1000}\n{"size": 2000}\n');
    const args = ['cores', '-q', '--json', '--per-worker', `${file}#grow`, '--input', inputs];
    expect(coresDocument(await concur(args)).perWorker?.bytes).toBeGreaterThan(1e6);
  });

  it.each([
    ['throws', 'fails', 4],
    ['is not there', 'gone', 2],
  ])('ends with an exit code and no number where the function %s', async (_what, name, exit) => {
    const file = work('export function fails() { throw new Error("no"); }');
    const { code, stdout, stderr } = await concur(['cores', '-q', '--per-worker', `${file}#${name}`]);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toContain(name);
  });

  it('ends without a number where it is stopped', async () => {
    const file = work(
      'export function slow() { for (const end = Date.now() + 60_000; Date.now() < end; ); }',
    );
    const args = ['cores', '-q', '--per-worker', `${file}#slow`, '--timeout', '1s'];
    const { code, stdout, orphans } = await concur(args);
    expect([code, stdout, orphans]).toEqual([124, '', []]);
  });

  it('runs no function of a captured machine', async () => {
    const ended = await concur(['cores', '--sysroot', server(), '--per-worker', './x.ts#fn', '--json']);
    expect(errorDocumentOf(ended)).toMatchObject({ error: { code: 'USAGE' }, exit: { code: 2 } });
  });
});
