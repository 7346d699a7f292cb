import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tellSkipped } from '../harness/cgroup.ts';
import { CONCUR, type Ended, NODE, Run } from '../harness/concur.ts';

const scratch = mkdtempSync(join(tmpdir(), 'concur-full-'));
const path = (name: string) => join(scratch, name);
const UNITS = 10_000;
const WHOLE = Array.from({ length: UNITS }, (_, index) => `{"index":${index},"value":${index}}\n`).join('');

afterAll(() => rmSync(scratch, { recursive: true }));
beforeEach(() => {
  for (const name of readdirSync(scratch)) rmSync(path(name), { recursive: true });
  mkdirSync(path('disk'));
  writeFileSync(
    path('work.mjs'),
    'export default (row) => new Promise((resolve) => setTimeout(resolve, 2, row));',
  );
  writeFileSync(path('rows'), Array.from({ length: UNITS }, (_, index) => `${index}\n`).join(''));
});

/** A shell’s script, in which `"$@"` is concur map. */
function script(text: string, outside: readonly string[] = []): Promise<Ended> {
  const map = [
    NODE,
    CONCUR,
    'map',
    './work.mjs',
    '--input',
    'rows',
    '--output',
    'disk/out',
    '-w',
    '2',
    '--concurrency',
    '16',
  ];
  return new Run([...outside, 'sh', '-c', text, 'sh', ...map], { cwd: scratch }).end();
}

/** Whether a disk of its own can be made here, and what keeps it from being. */
const mount = ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'];
const noMount = spawnSync('unshare', mount).status === 0 ? null : 'nobody may mount a disk of his own here';
tellSkipped('a disk that is full', noMount);

describe('a disk that is full', () => {
  it.skipIf(noMount !== null)(
    'ends the run; with room the same words go on, and the output is whole',
    async () => {
      const ended = await script(
        `mount -t tmpfs -o size=128k tmpfs disk; "$@"; echo "first: $?"; tail -n 1 disk/out
       "$@"; echo "again: $?"; mount -o remount,size=8m disk; "$@"; echo "last: $?"; cp disk/out whole`,
        ['unshare', '--mount'],
      );
      expect(ended.stderr).toContain('disk/out could not be written: no space is left');
      expect(ended.stderr).toContain('the same words then go on where it stopped');
      expect(ended.stdout).toMatch(
        /first: 1\n\{"index":\d+,"value":\d+\}\nagain: 1\n.* of them by earlier runs.*last: 0\n$/s,
      );
      expect(readFileSync(path('whole'), 'utf8') === WHOLE).toBe(true);
    },
  );
});

describe('a limit on the size of files', () => {
  it('is told, and the same words go on without it', async () => {
    // In blocks of 512 bytes, or 1,024: less than the output in any case.
    const limited = await script(`trap '' XFSZ; ulimit -f 100; "$@"`);
    expect([limited.code, limited.stderr]).toEqual([
      1,
      expect.stringContaining('it would be larger than is allowed'),
    ]);
    const left = readFileSync(path('disk/out'), 'utf8');
    expect(WHOLE.startsWith(left) && (left === '' || left.endsWith('\n'))).toBe(true);
    expect((await script('"$@"')).code).toBe(0);
    expect(readFileSync(path('disk/out'), 'utf8') === WHOLE).toBe(true);
  });

  it('that kills the run in the midst of a line is gone on without, too', async () => {
    const killed = await script('ulimit -f 100; exec "$@"');
    expect(killed.code).not.toBe(0);
    expect((await script('"$@"')).code).toBe(0);
    expect(readFileSync(path('disk/out'), 'utf8') === WHOLE).toBe(true);
  });
});
