import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOther } from '../../../../src/cli/commands/cores/read-other.ts';
import { Snapshot } from '../../../../src/machine/snapshot.ts';
import { captured, cpuTree } from '../../../fixtures/captured.ts';

const stat = (state: string) => `77 (web) ${state} 1 77 77 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 100 0 0\n`;
const MACHINE = {
  ...cpuTree({ cores: [[0], [1]] }),
  '/proc/77/stat': stat('S'),
  '/proc/77/status': 'Name:\tweb\nTgid:\t77\nCpus_allowed_list:\t0-1\n',
};

/** The machine as it was when each file was first read, but something happens halfway. */
function readWhile(happens: (root: string) => void) {
  const { root } = captured(MACHINE);
  const sysroot = new (class extends Snapshot {
    override list(path: string): string[] | null {
      if (path === '/proc/77/ns') happens(root);
      return super.list(path);
    }
  })(root);
  return readOther(77, sysroot, { env: {}, searchPath: '' });
}

it('reads a process that goes on', async () => {
  expect((await readWhile(() => {})).facts.effectiveCpus).toBe(2);
});

it.each([
  ['is gone', (root: string) => rmSync(join(root, 'proc/77'), { recursive: true })],
  ['is a zombie', (root: string) => writeFileSync(join(root, 'proc/77/stat'), stat('Z'))],
  [
    'is another one',
    (root: string) => writeFileSync(join(root, 'proc/77/stat'), stat('S').replace(' 100 ', ' 101 ')),
  ],
])('refuses one that %s before all is read: what is missing then is no answer', async (_, happens) => {
  await expect(readWhile(happens)).rejects.toThrow('process 77 ended while it was read');
});
