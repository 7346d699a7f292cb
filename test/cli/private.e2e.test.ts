import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/captured.ts';
import { CONCUR, cleanEnvironment, concur, NODE, startConcur } from '../harness/concur.ts';

// What another user of the machine does to us in a folder that both may write to.
const NOBODY = 65534;
const asNobody = (...command: readonly string[]) =>
  execFileSync('setpriv', [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...command]);

const isRoot = process.getuid?.() === 0;
const other = it.skipIf(!isRoot || spawnSync('setpriv', ['--version']).status !== 0);
const WHY = '(skipped without root and setpriv, who can be somebody else)';

/** As /tmp is, with a home beside it. */
function sharedFolder() {
  const shared = temporaryFolder();
  chmodSync(shared, 0o1777);
  const home = temporaryFolder();
  return { shared, home, env: { TMPDIR: shared, HOME: home, XDG_CACHE_HOME: undefined } };
}

/** All that was ever written below a folder. */
const filesIn = (folder: string) => readdirSync(folder, { recursive: true }).sort();

describe('compiled code', () => {
  other(`is neither read from nor kept in a shared folder: S1 ${WHY}`, async () => {
    const { shared, home, env } = sharedFolder();
    asNobody('mkdir', '-m', '777', join(shared, 'node-compile-cache'));
    expect(await concur(['list'], { env })).toMatchObject({ code: 0, stderr: '' });
    expect(filesIn(shared)).toEqual(['node-compile-cache']);
    expect(existsSync(join(home, '.cache', 'concur'))).toBe(true);
  });

  it('is kept nowhere where the user wants none', async () => {
    const { shared, home, env } = sharedFolder();
    await concur(['list'], { env: { ...env, NODE_DISABLE_COMPILE_CACHE: '1' } });
    expect([filesIn(shared), filesIn(home)]).toEqual([[], []]);
  });

  it.each([
    ['a private folder', (home: string) => home, ['tsx']],
    ['none', () => '/nonexistent', ['tsx']],
  ])(
    'of TypeScript is kept in %s, in the workers too, and nothing of the user’s is removed: S2',
    async (_what, homeOf, left) => {
      const { shared, home, env } = sharedFolder();
      mkdirSync(join(shared, 'tsx'));
      const work = temporaryFolder();
      const file = join(work, 'work.ts');
      // Fails where a program that it starts would find another environment than ours.
      writeFileSync(
        file,
        `export function seen(_: number): void {
          const { TMPDIR, TSX_DISABLE_CACHE } = process.env;
          if (TMPDIR !== '${shared}' || TSX_DISABLE_CACHE !== undefined) throw new Error(TMPDIR);
        }`,
      );
      const { code, stdout, stderr } = await concur(
        [
          'compare',
          `${file}#seen`,
          'threads',
          'processes',
          'pool',
          'loop',
          '-w',
          '1',
          '--units',
          '2',
          '--runs',
          '1',
          '--json',
        ],
        { env: { ...env, HOME: homeOf(home) } },
      );
      expect([0, 1, 3], stderr).toContain(code);
      expect(JSON.parse(stdout)).toMatchObject({ schema: 'concur/compare@1' });
      expect(filesIn(shared)).toEqual(left);
    },
  );

  it('leaves the environment of a watched command as it was', async () => {
    const { env } = sharedFolder();
    const { stdout } = await concur(['watch', '-q', '--', 'env'], { env });
    expect(stdout).toContain(`TMPDIR=${env.TMPDIR}\n`);
    expect(stdout).not.toMatch(/TSX_DISABLE_CACHE|NODE_COMPILE_CACHE/);
  });
});

describe('--export, in a folder that others write to', () => {
  const exportTo = (file: string) => concur(['cores', '--export', `json=${file}`]);

  other(`follows nobody else’s link: S4 ${WHY}`, async () => {
    const { shared } = sharedFolder();
    const secret = join(temporaryFolder(), 'secret');
    writeFileSync(secret, 'mine', { mode: 0o600 });
    const link = join(shared, 'r.json');
    asNobody('ln', '-s', secret, link);
    const { code, stderr } = await exportTo(link);
    expect([code, readFileSync(secret, 'utf8')]).toEqual([2, 'mine']);
    expect(stderr).toContain(`${link} is somebody else’s link`);
    chmodSync(shared, 0o777);
    expect((await exportTo(link)).code).toBe(2);
  });

  other(`writes over nobody else’s file, which its owner would read ${WHY}`, async () => {
    const { shared } = sharedFolder();
    const file = join(shared, 'r.json');
    asNobody('touch', file);
    expect((await exportTo(file)).code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  other(`keeps the mode and the owner of what it replaces: S14 ${WHY}`, async () => {
    const file = join(temporaryFolder(), 'r.json');
    writeFileSync(file, 'old', { mode: 0o600 });
    chownSync(file, NOBODY, NOBODY);
    expect((await exportTo(file)).code).toBe(0);
    const { mode, uid, gid } = statSync(file);
    expect([mode & 0o777, uid, gid]).toEqual([0o600, NOBODY, NOBODY]);
    expect(JSON.parse(readFileSync(file, 'utf8')).schema).toBe('concur/cores@1');
  });
});

describe('--export', () => {
  const sh = (script: string) =>
    spawnSync('sh', ['-c', script], {
      encoding: 'utf8',
      env: { ...cleanEnvironment(), NODE, CONCUR },
      timeout: 20_000,
    });

  it('makes a new file as umask says', () => {
    const folder = temporaryFolder();
    sh(
      `umask 077; "$NODE" "$CONCUR" cores --export json=${folder}/a; umask 027; "$NODE" "$CONCUR" cores --export json=${folder}/b`,
    );
    expect(['a', 'b'].map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o640]);
  });

  it('refuses a FIFO that nobody reads before anything runs', async () => {
    const fifo = join(temporaryFolder(), 'fifo');
    execFileSync('mkfifo', [fifo]);
    const { code, stderr } = await concur(['cores', '--export', `json=${fifo}`]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${fifo} can't be written: nobody reads it`);
  });

  it('gives the reader of a FIFO all of it, however slow', () => {
    const fifo = join(temporaryFolder(), 'fifo');
    const { stdout } = sh(
      `mkfifo ${fifo}; { sleep 1; cat; } <${fifo} & "$NODE" "$CONCUR" cores --export html=${fifo} >/dev/null; wait`,
    );
    expect(stdout.length).toBeGreaterThan(2 ** 16);
    expect(stdout.trimEnd()).toMatch(/<\/html>$/);
  });

  it('hears a signal while a reader takes nothing', async () => {
    const fifo = join(temporaryFolder(), 'fifo');
    execFileSync('mkfifo', [fifo]);
    const saved = join(temporaryFolder(), 'saved.json');
    await concur(['cores', '--export', `json=${saved}`]);
    const reader = spawn('sh', ['-c', `exec sleep 30 <${fifo}`], { stdio: 'ignore' });
    const run = startConcur(['report', saved, '--export', `html=${fifo}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    setTimeout(() => run.child.kill('SIGTERM'), 2000);
    expect((await run.end()).signal).toBe('SIGTERM');
    reader.kill();
  });

  it('writes to /dev/stdout through a pipe and through a link', () => {
    const folder = temporaryFolder();
    symlinkSync('/dev/stdout', join(folder, 'out'));
    for (const file of ['/dev/stdout', join(folder, 'out')]) {
      const { stdout } = sh(`"$NODE" "$CONCUR" cores -q --export csv=${file} | cat`);
      expect(stdout.split('\n').length).toBeGreaterThan(3);
    }
  });

  it('takes a name of 250 bytes', async () => {
    const file = join(temporaryFolder(), 'x'.repeat(250));
    expect((await concur(['cores', '--export', `json=${file}`])).code).toBe(0);
  });
});
