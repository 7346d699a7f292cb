import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellSkipped } from '../../harness/cgroup.ts';
import { standaloneMissing, start, writeStandIn } from '../../harness/standalone.ts';

const missing = standaloneMissing();
tellSkipped('the launcher of an executable', missing);

describe.skipIf(missing !== null)('the launcher of an executable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'concur-test-'));
  let file = '';
  beforeAll(() => {
    file = writeStandIn(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const emptyFolder = () => mkdtempSync(join(folder, 'cache-'));
  /** The program that it becomes, below a folder for caches. */
  const nodeIn = (cache: string) => {
    const [digest = ''] = readdirSync(join(cache, 'concur')).filter((name) => /^[0-9a-f]{64}$/.test(name));
    return join(cache, 'concur', digest, 'bin/node');
  };

  it('unpacks what is in it for this user alone, and passes on words and exit code', () => {
    const cache = emptyFolder();
    const first = start(file, { XDG_CACHE_HOME: cache }, 'demo', '-w 2', '');
    expect(first).toEqual({ status: 7, stdout: `${nodeIn(cache)}\ndemo\n-w 2\n\n`, stderr: '' });
    expect(statSync(join(cache, 'concur')).mode & 0o777).toBe(0o700);
    const [large, unpacked] = [
      join(folder, 'files/dist/large'),
      join(dirname(nodeIn(cache)), '../dist/large'),
    ];
    expect(readFileSync(unpacked).equals(readFileSync(large))).toBe(true);
  });

  it('unpacks nothing the second time, nor where it may no longer write', () => {
    const cache = emptyFolder();
    start(file, { XDG_CACHE_HOME: cache });
    const before = statSync(nodeIn(cache), { bigint: true });
    const readOnly = `mount --bind ${cache} ${cache} && mount -o remount,ro,bind ${cache} && exec "$0"`;
    const again = execFileSync('unshare', ['-m', 'sh', '-c', readOnly, file], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, XDG_CACHE_HOME: cache },
    });
    expect(again).toBe(`${nodeIn(cache)}\n`);
    expect(statSync(nodeIn(cache), { bigint: true })).toEqual(before);
  });

  it('unpacks once where many are started at the same time', async () => {
    const cache = emptyFolder();
    const env = { XDG_CACHE_HOME: cache };
    const all = Array.from({ length: 8 }, () => spawn(file, { env, stdio: 'ignore' }));
    const codes = await Promise.all(all.map(async (each) => (await once(each, 'close'))[0]));
    expect(codes).toEqual(Array.from({ length: 8 }, () => 0));
    expect(readdirSync(join(cache, 'concur')).sort()).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      'unpacking.lock',
    ]);
  });

  it('leaves nothing half where it is killed at any moment', async () => {
    mkdirSync(join(folder, 'large'));
    const large = writeStandIn(join(folder, 'large'), 64);
    const cache = emptyFolder();
    const env = { XDG_CACHE_HOME: cache };
    let killed = 0;
    for (let afterMs = 1; ; afterMs *= 2) {
      const child = spawn(large, { env, stdio: 'ignore' });
      const ended = once(child, 'close');
      const wasKilled = await Promise.race([ended.then(() => false), delay(afterMs, true)]);
      if (!wasKilled) break;
      child.kill('SIGKILL');
      if ((await ended)[1] === 'SIGKILL') killed++;
    }
    expect(killed).toBeGreaterThan(2);
    const whole = join(dirname(nodeIn(cache)), '../dist/large');
    expect(statSync(whole).size).toBe(64 * 2 ** 20);
    expect(existsSync(join(cache, 'concur/unpacking'))).toBe(false);
  });

  it.each([
    ['shorter than it was', (damaged: string) => truncateSync(damaged, statSync(damaged).size - 5000)],
    ['without its middle', (damaged: string) => cut(damaged, 5000)],
    ['of which a bit has changed', (damaged: string) => flip(damaged, statSync(damaged).size - 2000)],
  ])('runs nothing of a file that is %s', (_, damage) => {
    const [cache, damaged] = [emptyFolder(), join(folder, 'damaged')];
    copyFileSync(file, damaged);
    damage(damaged);
    const { status, stdout, stderr } = start(damaged, { XDG_CACHE_HOME: cache });
    expect([status, stdout]).toEqual([5, '']);
    expect(stderr).toBe('concur: this file is damaged\nGet it again.\n');
    const left = existsSync(join(cache, 'concur')) ? readdirSync(join(cache, 'concur')) : [];
    expect(left.filter((name) => name !== 'unpacking.lock')).toEqual([]);
  });

  it('takes the next folder where others can change what is in one', () => {
    const [open, home] = [emptyFolder(), emptyFolder()];
    chmodSync(open, 0o777);
    const { stdout, stderr } = start(file, { XDG_CACHE_HOME: open, HOME: home });
    expect(stdout).toBe(`${nodeIn(join(home, '.cache'))}\n`);
    expect(stderr).toBe('');
    expect(readdirSync(open)).toEqual([]);
  });

  it('names each folder and what is wrong with it where none will do', () => {
    const [noexec, readOnly] = [emptyFolder(), emptyFolder()];
    writeFileSync(join(folder, 'no-folder'), '');
    const mounts = `mount -t tmpfs -o noexec none ${noexec} && mount -t tmpfs -o ro none ${readOnly} && mount -t tmpfs -o ro none /tmp; cd /; exec "$0"`;
    const copy = join('/var/tmp', `concur-test-${process.pid}`);
    copyFileSync(file, copy);
    const env = {
      PATH: process.env.PATH,
      XDG_CACHE_HOME: noexec,
      HOME: readOnly,
      TMPDIR: join(folder, 'no-folder'),
    };
    const { status, stderr } = start('unshare', env, '-m', 'sh', '-c', mounts, copy);
    rmSync(copy);
    expect(status).toBe(5);
    expect(stderr).toMatch(/^concur: there is no folder into which its files can be unpacked\n {2}/);
    expect(stderr).toContain('/tmp: Read-only file system\n');
    expect(stderr).toMatch(/\nName one where you can write and run programs: XDG_CACHE_HOME=.*\n$/);
  });
});

function cut(file: string, from: number): void {
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, -from), bytes.subarray(-from + 200)]));
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}
