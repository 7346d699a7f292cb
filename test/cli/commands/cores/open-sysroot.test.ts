import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSysroot } from '../../../../src/cli/commands/cores/open-sysroot.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

/** A folder with these folders in it. */
function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) mkdirSync(join(folder, name));
  return folder;
}

describe('the machine to read', () => {
  it('is this one where nobody said', () => {
    expect(openSysroot(undefined).isCaptured).toBe(false);
  });

  it.each([[['sys']], [['proc']], [['proc', 'sys']]])('is the one whose %j are in the folder', (names) => {
    expect(openSysroot(folderWith(...names)).isCaptured).toBe(true);
  });

  it('is a captured one even where that is our own root', () => {
    const sysroot = openSysroot('/');
    expect(sysroot.isCaptured).toBe(true);
    expect(sysroot.has('/proc/version')).toBe(true);
  });

  it('may be named by a link, a path with dots or a slash at its end', () => {
    const folder = folderWith('sys');
    const link = join(temporaryFolder(), 'link');
    symlinkSync(folder, link);
    for (const name of [link, `${folder}/`, `${folder}/sys/..`]) {
      expect(openSysroot(name).has('/sys')).toBe(true);
    }
  });
});

describe('what holds no machine', () => {
  const refuses = (folder: string, message: string, hint: string) =>
    expect(() => openSysroot(folder)).toThrow(expect.objectContaining({ code: 'USAGE', message, hint }));

  it('is a folder that isn’t there', () => {
    refuses(
      '/no/such/folder',
      '--sysroot /no/such/folder is missing',
      'Name the folder of a captured machine: it contains proc and sys.',
    );
  });

  it('is a file', () => {
    const file = join(temporaryFolder(), 'tree.tar');
    writeFileSync(file, '');
    refuses(
      file,
      `--sysroot ${file} is not a folder`,
      'Name the folder of a captured machine: it contains proc and sys.',
    );
  });

  it('is an empty folder, and one whose machine is a folder deeper', () => {
    const deeper = folderWith('dump');
    mkdirSync(join(deeper, 'dump', 'sys'));
    for (const folder of [folderWith(), deeper]) {
      refuses(
        folder,
        `--sysroot ${folder} is not a captured machine: it contains neither sys nor proc`,
        'Name the folder that directly contains proc and sys.',
      );
    }
  });

  it('is a path through a file', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openSysroot(join(file, 'sub'))).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});
