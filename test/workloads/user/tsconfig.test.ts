import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tsconfigOf } from '../../../src/workloads/user/tsconfig.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';

const NOBODY = 65534;
const asRoot = it.skipIf(process.getuid?.() !== 0);

/** A module two folders below a tsconfig.json. */
function project() {
  const root = temporaryFolder();
  const [own, folder] = [join(root, 'tsconfig.json'), join(root, 'src', 'work')];
  mkdirSync(folder, { recursive: true });
  writeFileSync(own, '{}');
  const file = join(folder, 'work.ts');
  writeFileSync(file, '');
  return { root, own, folder, file };
}

describe('the tsconfig.json of a module', () => {
  it('is the nearest above it', () => {
    const { own, folder, file } = project();
    expect(tsconfigOf(file)).toBe(own);
    writeFileSync(join(folder, 'tsconfig.json'), '{}');
    expect(tsconfigOf(file)).toBe(join(folder, 'tsconfig.json'));
  });

  it('is that of the file, not of a link to it', () => {
    const { own, file } = project();
    const link = join(temporaryFolder(), 'work.ts');
    symlinkSync(file, link);
    expect(tsconfigOf(link)).toBe(own);
  });

  it('is a file: neither a FIFO nor a folder nor a link that leads nowhere', () => {
    const { root, own, folder, file } = project();
    execFileSync('mkfifo', [join(folder, 'tsconfig.json')]);
    expect(tsconfigOf(file)).toBe(own);
    mkdirSync(join(root, 'src', 'tsconfig.json'));
    expect(tsconfigOf(file)).toBe(own);
    const other = join(root, 'src', 'other');
    mkdirSync(other);
    symlinkSync('nowhere', join(other, 'tsconfig.json'));
    writeFileSync(join(other, 'work.ts'), '');
    expect(tsconfigOf(join(other, 'work.ts'))).toBe(own);
  });

  asRoot('is none of those that another user puts into a folder for all (skipped without root)', () => {
    const { root, own, file } = project();
    chmodSync(root, 0o1777);
    chownSync(own, NOBODY, NOBODY);
    expect(tsconfigOf(file)).not.toBe(own);
    chmodSync(root, 0o755);
    expect(tsconfigOf(file)).toBe(own);
  });
});
