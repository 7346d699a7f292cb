import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkPackages } from '../../../../../src/run/series/request/revision/dependencies.ts';
import { temporaryFolder } from '../../../../fixtures/captured.ts';

/** A working tree and a checked-out revision, with these files. */
function trees(now: Readonly<Record<string, string>>, then: Readonly<Record<string, string>>) {
  const folder = realpathSync(temporaryFolder());
  const write = (tree: string, files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, tree, path)), { recursive: true });
      writeFileSync(join(folder, tree, path), text);
    }
  };
  write('now', now);
  write('then', then);
  const revision = { hash: 'h', short: 'h', repository: join(folder, 'now'), folder: join(folder, 'then') };
  return {
    revision,
    link: (file: string) => linkPackages(join(revision.repository, file), revision),
    read: (path: string) => readFileSync(join(revision.folder, path), 'utf8'),
    has: (path: string) => existsSync(join(revision.folder, path)),
  };
}

describe('the packages of a revision', () => {
  it('are those of each folder above the function, by the lock file that is nearest', () => {
    const files = { 'yarn.lock': '1', 'a/b/work.mjs': '', 'a/package.json': '' };
    const installed = { 'node_modules/one/index.js': 'one', 'a/node_modules/@x/two/index.js': 'two' };
    const { link, read, has } = trees({ ...files, ...installed }, files);
    expect(link('a/b/work.mjs')).toEqual([]);
    expect(read('node_modules/one/index.js')).toBe('one');
    expect(read('a/node_modules/@x/two/index.js')).toBe('two');
    expect(has('a/b/node_modules')).toBe(false);
  });

  it('are none where the lock file is another, or only one has it', () => {
    const files = { 'work.mjs': '', 'node_modules/one/index.js': '' };
    const changed = trees(
      { ...files, 'package-lock.json': '1' },
      { 'work.mjs': '', 'package-lock.json': '2' },
    );
    expect([changed.link('work.mjs'), changed.has('node_modules')]).toEqual([['package-lock.json'], false]);
    const added = trees({ ...files, 'pnpm-lock.yaml': '1' }, { 'work.mjs': '' });
    expect([added.link('work.mjs'), added.has('node_modules')]).toEqual([['pnpm-lock.yaml'], false]);
  });

  it('go by package.json where nothing is locked', () => {
    const files = { 'work.mjs': '', 'node_modules/one/index.js': '', 'package.json': '{}' };
    expect(trees(files, { 'work.mjs': '', 'package.json': '{}' }).link('work.mjs')).toEqual([]);
    expect(trees(files, { 'work.mjs': '', 'package.json': '{ }' }).link('work.mjs')).toEqual([
      'package.json',
    ]);
    expect(
      trees({ 'work.mjs': '', 'node_modules/one/index.js': '' }, { 'work.mjs': '' }).link('work.mjs'),
    ).toEqual([]);
  });

  it('of the workspace itself are the revision’s own code', () => {
    const { revision, link, read } = trees(
      { 'work.mjs': '', 'packages/part/index.js': 'now', 'node_modules/.store/dep/index.js': 'dep' },
      { 'work.mjs': '', 'packages/part/index.js': 'then' },
    );
    const packages = join(revision.repository, 'node_modules');
    symlinkSync('../packages/part', join(packages, 'part'));
    symlinkSync('.store/dep', join(packages, 'dep'));
    expect(link('work.mjs')).toEqual([]);
    expect(read('node_modules/part/index.js')).toBe('then');
    expect(read('node_modules/dep/index.js')).toBe('dep');
  });

  it('of a package of the workspace are linked for that, too', () => {
    const files = { 'a/work.mjs': '', 'b/index.js': '' };
    const { revision, link, read } = trees({ ...files, 'b/node_modules/dep/index.js': 'dep' }, files);
    mkdirSync(join(revision.repository, 'a/node_modules'));
    symlinkSync('../../b', join(revision.repository, 'a/node_modules/b'));
    expect(link('a/work.mjs')).toEqual([]);
    expect(read('a/node_modules/b/node_modules/dep/index.js')).toBe('dep');
  });
});
