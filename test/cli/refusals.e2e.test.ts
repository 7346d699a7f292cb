import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { CONCUR, concur, NODE, Run } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';

// What the environment refuses: never a bug of ours, and never a verdict.

const major = Number(execFileSync(NODE, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }));
const PERMISSION = major < 22 ? '--experimental-permission' : '--permission';
const READ_ALL = [PERMISSION, '--allow-fs-read=*'];
const QUICK = ['--quick', '--no-progress'];
const withFlags = (flags: readonly string[], args: readonly string[]) =>
  concur(args, { env: { NODE_OPTIONS: flags.join(' ') }, cwd: temporaryFolder() });
const SAVED = join(packageRoot(), 'test/fixtures/saved/cores-0.1.0.json');

describe('Node’s permission model, with files to read alone', () => {
  it.each([
    [['cores'], ['--allow-child-process', '--allow-worker']],
    [
      ['check', ...QUICK],
      ['--allow-child-process', '--allow-worker', '--allow-fs-write=*'],
    ],
    [
      ['demo', 'threads', ...QUICK],
      ['--allow-child-process', '--allow-worker', '--allow-fs-write=*'],
    ],
    [['demo', '--new', 'mine'], ['--allow-fs-write=*']],
    [
      ['compare', ...QUICK],
      ['--allow-child-process', '--allow-worker'],
    ],
    [['compare', 'processes', ...QUICK], ['--allow-child-process']],
    [['scale', ...QUICK], ['--allow-worker']],
    [['watch', '--', 'true'], ['--allow-child-process']],
    [['check', '--only', 'cpus', '--export', 'json=x.json'], ['--allow-fs-write=*']],
    [['report', SAVED, '--export', 'md=x.md'], ['--allow-fs-write=*']],
  ])('ends %j with 5, and says what to add: %j', async (args, flags) => {
    const { code, stdout, stderr } = await withFlags(READ_ALL, args);
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toContain('Node’s permission model refuses');
    for (const flag of flags) expect(stderr).toContain(flag);
    expect(stderr).not.toContain('bug');
  });

  it.each([
    [['list']],
    [['explain', 'gil']],
    [['completion', 'bash']],
    [['report', SAVED]],
    [['check', '--only', 'cpus']],
    [['check', '--list']],
    [['demo', 'threads', '--dry-run']],
    [['cores', '--no-measure']],
    [['watch', '-p', `${process.pid}`, '--for', '200ms', '--no-progress']],
  ])('lets %j do what it can', async (args) => {
    expect(await withFlags(READ_ALL, args)).toMatchObject({ code: 0 });
  });

  it('is told as a document with --json', async () => {
    const { error } = errorDocumentOf(await withFlags(READ_ALL, ['cores', '--json']));
    expect(error).toMatchObject({
      code: 'CAPABILITY_MISSING',
      hint: expect.stringContaining('--allow-child-process'),
    });
  });

  it('ends what concur answers with once all of it is allowed', async () => {
    const flags = [...READ_ALL, '--allow-fs-write=*', '--allow-child-process', '--allow-worker'];
    const net = major < 25 ? [] : ['--allow-net'];
    const file = join(temporaryFolder(), 'x.json');
    const args = ['demo', 'processes', ...QUICK, '--export', `json=${file}`];
    expect((await withFlags([...flags, ...net], args)).code).toBe(0);
    expect(existsSync(file)).toBe(true);
  });
});

describe('Node’s permission model, without the kernel’s files', () => {
  it.each([[['cores']], [['check', '--only', 'cpus']], [['watch', '-p', '1']]])(
    'ends %j with 5',
    async (args) => {
      const flags = [PERMISSION, `--allow-fs-read=${packageRoot()}/*`];
      const { code, stderr } = await withFlags(flags, args);
      expect(code).toBe(5);
      expect(stderr).toContain('refuses reading /proc/self/status');
      expect(stderr).toContain('--allow-fs-read=*');
    },
  );

  it('ends with 5 where not even its own files can be read', async () => {
    const flags = [PERMISSION, `--allow-fs-read=${CONCUR}`];
    const { code, stderr } = await new Run([NODE, ...flags, CONCUR, 'list']).end();
    expect(code).toBe(5);
    expect(stderr).toContain('refuses reading concur’s own files\nAdd --allow-fs-read=*');
  });
});

describe('the library under Node’s permission model', () => {
  it('rejects with what to add', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(packageRoot(), join(folder, 'node_modules', 'concur-cli'));
    writeFileSync(join(folder, 'work.mjs'), 'export default (n) => n;\n');
    writeFileSync(
      join(folder, 'use.mjs'),
      `import { assertParallel, compare, parallelMap } from 'concur-cli';
const work = new URL('./work.mjs', import.meta.url);
for (const run of [
  () => parallelMap(work, 4),
  () => parallelMap(work, 4, { engine: 'processes' }),
  () => assertParallel(() => {}, { atLeast: 2 }),
  () => compare(work, { engines: ['threads'] }),
])
  await run().then(() => console.log('ran'), ({ code, hint }) => console.log(code, /--allow-[\\w-]+/.exec(hint)[0]));
`,
    );
    const ended = spawnSync(NODE, [...READ_ALL, join(folder, 'use.mjs')], { encoding: 'utf8' });
    expect(ended.stdout.trimEnd().split('\n')).toEqual([
      'CAPABILITY_MISSING --allow-worker',
      'CAPABILITY_MISSING --allow-child-process',
      'CAPABILITY_MISSING --allow-worker',
      'CAPABILITY_MISSING --allow-worker',
    ]);
  });
});

describe('few files', () => {
  it.each([[['check', ...QUICK]], [['demo', 'processes', ...QUICK]], [['compare', ...QUICK, '--runs', '1']]])(
    'end %j with 5, and name the limit',
    async (args) => {
      const line = `ulimit -n 24; exec '${NODE}' '${CONCUR}' ${args.join(' ')}`;
      const { code, stderr, orphans } = await new Run(['bash', '-c', line]).end();
      expect(code).toBe(5);
      expect(stderr).toContain('concur may not open more files (ulimit -n)');
      expect(orphans).toEqual([]);
    },
  );
});

describe('no folder for temporary files', () => {
  it.each([
    ['/nonexistent', 'it is not there'],
    ['/dev/null', 'a part of its path is no folder'],
  ])('(%s) ends what needs one with 5', async (TMPDIR, why) => {
    const { code, stderr } = await concur(['check', '--all', ...QUICK], { env: { TMPDIR } });
    expect(code).toBe(5);
    expect(stderr).toContain(`no folder for the workers’ files can be made in ${TMPDIR}: ${why}`);
    expect(stderr).toContain('Set TMPDIR to a writable folder.');
  });

  it('is no reason to end what needs none', async () => {
    expect((await concur(['list'], { env: { TMPDIR: dirname('/nonexistent/x') } })).code).toBe(0);
  });
});
