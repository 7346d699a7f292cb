import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkWritable, writeWhole } from '../../../../src/cli/output/file/write-file.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

const isRoot = process.getuid?.() === 0;

describe('checkWritable', () => {
  it('lets a new file and an old one pass, and makes neither', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'old.json'), 'old');
    checkWritable(join(folder, 'new.json'));
    checkWritable(join(folder, 'old.json'));
    expect(readdirSync(folder)).toEqual(['old.json']);
    expect(readFileSync(join(folder, 'old.json'), 'utf8')).toBe('old');
  });

  it('refuses a file in a folder that is not there, and says how to make it', () => {
    const folder = join(temporaryFolder(), 'absent');
    expect(() => checkWritable(join(folder, 'x.json'))).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: `Create the folder first: mkdir -p ${folder}` }),
    );
  });

  it('means the folder that a link leads to', () => {
    const [folder, absent] = [temporaryFolder(), join(temporaryFolder(), 'absent')];
    symlinkSync(join(absent, 'x.json'), join(folder, 'latest.json'));
    expect(() => checkWritable(join(folder, 'latest.json'))).toThrow(
      expect.objectContaining({ hint: `Create the folder first: mkdir -p ${absent}` }),
    );
  });

  it('refuses a folder, and names a file in it', () => {
    const folder = temporaryFolder();
    expect(() => checkWritable(folder)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `${folder} is a folder`,
        hint: `Name a file in it: ${join(folder, 'report.json')}`,
      }),
    );
  });

  it.skipIf(isRoot)(
    'refuses a folder that may not be written (skipped for root, who may write anywhere)',
    () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o555);
      expect(() => checkWritable(join(folder, 'x.json'))).toThrow("can't be written");
    },
  );
});

describe('writeWhole', () => {
  it('writes the file and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    await writeWhole(join(folder, 'a.json'), 'new');
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('takes the place of an old file', async () => {
    const file = join(temporaryFolder(), 'a.json');
    writeFileSync(file, 'an old and much longer text');
    await writeWhole(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  it('never replaces what is no file', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    await expect(writeWhole(join(folder, 'sub'), 'x')).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_LOST', cause: expect.objectContaining({ code: 'EISDIR' }) }),
    );
    expect(statSync(join(folder, 'sub')).isDirectory()).toBe(true);
    await writeWhole('/dev/null', 'x');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('says which file was lost, and leaves no draft', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'absent', 'a.json');
    await expect(writeWhole(file, 'x')).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_LOST', message: expect.stringContaining(file) }),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes through a symbolic link', async () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'real.json'), join(folder, 'link.json')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    await writeWhole(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('new');
  });
});
