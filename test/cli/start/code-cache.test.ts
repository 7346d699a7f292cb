import { readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodeCache, type Compiled } from '../../../src/cli/start/code-cache.ts';
import { folderOfBuild } from '../../../src/cli/start/code-file.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';

/** Files of which V8 has compiled something. */
function compiled(files: Readonly<Record<string, string>>, isRejected = false): Map<string, Compiled> {
  return new Map(
    Object.entries(files).map(([name, code]) => [
      name,
      { createCachedData: () => Buffer.from(code), cachedDataRejected: isRejected },
    ]),
  );
}

const codeIn = (cache: CodeCache, ...names: readonly string[]) =>
  names.map((name) => {
    const code = cache.codeOf(name);
    return code === undefined ? null : Buffer.from(code).toString();
  });

/** A folder, and what a run finds there. */
function kept() {
  const folder = join(temporaryFolder(), 'build');
  const run = (...own: readonly string[]) => new CodeCache(folder, own);
  return { folder, run, files: () => readdirSync(folder) };
}

describe('the code of a command', () => {
  it('is there for its next run, whatever was typed, and for no other command', () => {
    const { run, files } = kept();
    run('cores').keep(compiled({ 'a.cjs': 'of a', 'b.cjs': 'of b, longer' }));
    expect(codeIn(run('cores', '--json'), 'a.cjs', 'b.cjs', 'c.cjs')).toEqual(['of a', 'of b, longer', null]);
    expect(codeIn(run('list'), 'a.cjs')).toEqual([null]);
    expect(files()).toEqual([`cores-${process.version}-${process.arch}`]);
  });

  it('begins where V8 takes it as it lies', () => {
    const { run } = kept();
    run('cores').keep(compiled({ 'a.cjs': 'abc', 'b.cjs': 'defgh', 'c.cjs': 'i' }));
    const next = run('cores');
    for (const name of ['a.cjs', 'b.cjs', 'c.cjs']) expect((next.codeOf(name)?.byteOffset ?? 1) % 8).toBe(0);
  });

  it('grows with each new way to type it, and with each file, and keeps what isn’t loaded this time', () => {
    const { run } = kept();
    run('cores', '--per-worker=2GB').keep(compiled({ 'a.cjs': 'first', 'b.cjs': 'b' }));
    run('cores', '--per-worker=4GB').keep(compiled({ 'a.cjs': 'the same way' }));
    expect(codeIn(run('cores'), 'a.cjs')).toEqual(['first']);
    run('cores', '--json').keep(compiled({ 'a.cjs': 'more' }));
    expect(codeIn(run('cores'), 'a.cjs', 'b.cjs')).toEqual(['more', 'b']);
    run('cores', '--json').keep(compiled({ 'a.cjs': 'with c', 'c.cjs': 'c' }));
    expect(codeIn(run('cores'), 'a.cjs', 'c.cjs')).toEqual(['with c', 'c']);
  });

  it('is replaced where this V8 can’t use it', () => {
    const { run } = kept();
    run('cores').keep(compiled({ 'a.cjs': 'foreign' }));
    run('cores').keep(compiled({ 'a.cjs': 'ours' }, true));
    expect(codeIn(run('cores'), 'a.cjs')).toEqual(['ours']);
  });

  it('grows no more after eight ways to type it', () => {
    const { run } = kept();
    for (let way = 1; way <= 9; way++) run('cores', `--${way}`).keep(compiled({ 'a.cjs': `${way}` }));
    expect(codeIn(run('cores'), 'a.cjs')).toEqual(['8']);
  });

  it('is none where the file is cut short, or isn’t ours', () => {
    const { folder, run, files } = kept();
    run('cores').keep(compiled({ 'a.cjs': 'of a, in full' }));
    const file = join(folder, files()[0] ?? '');
    const whole = readFileSync(file);
    for (const length of [0, 3, 20, whole.length - 1]) {
      writeFileSync(file, whole);
      truncateSync(file, length);
      expect(codeIn(run('cores'), 'a.cjs')).toEqual([null]);
    }
    writeFileSync(file, 'a file of somebody else');
    expect(codeIn(run('cores'), 'a.cjs')).toEqual([null]);
  });

  it('is kept nowhere, and nothing is said of it, where the folder can’t be written', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const cache = new CodeCache(join(file, 'build'), ['cores']);
    cache.keep(compiled({ 'a.cjs': 'of a' }));
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

it('removes the code of builds that have had no new one for a month', () => {
  const folder = temporaryFolder();
  const keep = (build: string) =>
    new CodeCache(folderOfBuild(folder, build), ['cores']).keep(compiled({ 'a.cjs': 'of a' }));
  for (const build of ['old', 'recent']) keep(build);
  writeFileSync(join(folder, 'of-node'), '');
  const longAgo = Date.now() / 1e3 - 40 * 24 * 3_600;
  for (const name of ['code-old', 'of-node']) utimesSync(join(folder, name), longAgo, longAgo);
  keep('new');
  expect(readdirSync(folder).sort()).toEqual(['code-new', 'code-recent', 'of-node']);
});
