import { readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CodeCache, type Compiled } from '../../../src/cli/start/code-cache.ts';
import { folderOfBuild } from '../../../src/cli/start/code-file.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

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

  it('knows a way by its flags alone', () => {
    const { run } = kept();
    run('demo', '-w2', '--json').keep(compiled({ 'a.cjs': 'first' }));
    for (const same of [
      ['--json', '-w', '4'],
      ['-', '-w4', '--json', '-1'],
    ])
      run('demo', ...same).keep(compiled({ 'a.cjs': 'the same way' }));
    expect(codeIn(run('demo'), 'a.cjs')).toEqual(['first']);
  });

  it('goes on to grow after eight ways to type it, once an hour', () => {
    const { run } = kept();
    const typed = (way: number) => run('cores', `--${way}`);
    const keepAt = (hour: number, way: number) => {
      vi.setSystemTime(hour * HOUR_MS);
      typed(way).keep(compiled({ 'a.cjs': `${way} at ${hour}` }));
      return codeIn(typed(way), 'a.cjs')[0];
    };
    for (let way = 1; way <= 8; way++) expect(keepAt(1, way)).toBe(`${way} at 1`);
    expect(keepAt(1.9, 9)).toBe('8 at 1');
    expect(keepAt(2, 9)).toBe('9 at 2');
    expect(keepAt(2.9, 10)).toBe('9 at 2');
    // The first has given its place; the second is still known.
    expect(keepAt(4, 2)).toBe('9 at 2');
    expect(keepAt(4, 1)).toBe('1 at 4');
  });

  it('is replaced as a whole where this V8 can’t use it, and not each time that two take turns', () => {
    const { run } = kept();
    const found = () => codeIn(run('cores'), 'a.cjs', 'b.cjs');
    vi.setSystemTime(HOUR_MS);
    run('cores').keep(compiled({ 'a.cjs': 'foreign', 'b.cjs': 'foreign' }));
    for (const way of ['--json', '-q']) {
      run('cores', way).keep(compiled({ 'a.cjs': 'ours' }, true));
      expect(found()).toEqual(['foreign', 'foreign']);
    }
    vi.setSystemTime(2 * HOUR_MS);
    run('cores').keep(compiled({ 'a.cjs': 'ours' }, true));
    expect(found()).toEqual(['ours', null]);
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

it('removes the code of all builds but the three newest', () => {
  const folder = temporaryFolder();
  const keep = (build: string) =>
    new CodeCache(folderOfBuild(folder, build), ['cores']).keep(compiled({ 'a.cjs': 'of a' }));
  writeFileSync(join(folder, 'of-node'), '');
  for (const [at, build] of ['d', 'c', 'b', 'a'].entries()) {
    keep(build);
    utimesSync(folderOfBuild(folder, build), at, at);
  }
  keep('new');
  const left = ['a', 'b', 'new'].map((build) => basename(folderOfBuild(folder, build)));
  expect(readdirSync(folder).sort()).toEqual([...left, 'of-node'].sort());
});
