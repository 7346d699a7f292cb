import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { concur, startConcur } from '../harness/concur.ts';

// The current folder may be anybody’s, and PATH may name it: nothing there is run that the user did not name.

const folder = mkdtempSync(join(tmpdir(), 'concur-path-'));
const mark = join(folder, 'ran');
const NAMES = [
  'nproc',
  'python3',
  'taskset',
  'setpriv',
  'sh',
  'cat',
  'ls',
  'uname',
  'getconf',
  'tput',
  'stty',
  'node',
];
for (const name of NAMES) {
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >>'${mark}'\n`);
  chmodSync(join(folder, name), 0o755);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ELSEWHERE = '/usr/local/bin:/usr/bin:/bin';

it.each([`:.:./:${ELSEWHERE}`, `${ELSEWHERE}:`])('with PATH=%s', async (PATH) => {
  const here = { cwd: folder, env: { PATH } };
  await concur(['cores', '--json'], here);
  await concur(['demo', 'gil', '--dry-run', '--json'], here);
  await concur(['compare', 'compute', 'threads', '--pin', '--units', '2', '--runs', '1', '--quick'], here);
  await concur(['watch', '-q', '--', '/bin/true'], here);
  const killed = startConcur(['watch', '-q', '--', '/bin/sleep', '20'], here);
  await delay(400);
  killed.child.kill('SIGKILL');
  expect((await killed.end()).orphans).toEqual([]);
  expect(existsSync(mark)).toBe(false);
});

it('but a command that was named is found as a shell finds it', async () => {
  writeFileSync(join(folder, 'mine'), '#!/bin/sh\necho found\n', { mode: 0o755 });
  const ended = await concur(['watch', '-q', '--', 'mine'], { cwd: folder, env: { PATH: `${ELSEWHERE}:` } });
  expect(ended.stdout).toBe('found\n');
});
