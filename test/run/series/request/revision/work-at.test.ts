import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usageError } from '../../../../../src/base/errors/errors.ts';
import { workAt } from '../../../../../src/run/series/request/revision/work-at.ts';
import { isPython, type UserSource } from '../../../../../src/workloads/user/python-reference.ts';
import { temporaryFolder } from '../../../../fixtures/captured.ts';
import { noGit, TestRepository } from '../../../../fixtures/repository.ts';
import { makeUnitWork } from '../../../../fixtures/series.ts';
import { tellSkipped } from '../../../../harness/cgroup.ts';

tellSkipped('functions at git revisions', noGit);

/** Work that says where its function is. */
async function read({ file, name }: UserSource) {
  const source = `${file}#${name}`;
  return makeUnitWork({ about: { ...makeUnitWork().about, source }, place: `${file}:1 (${name})` });
}

function at(revision: string, file: string, asked: Partial<Parameters<typeof workAt>[0]> = {}) {
  return workAt({ revision, source: { file, name: 'f' }, env: process.env, read, ...asked });
}

describe.skipIf(noGit !== null)('a function at a git revision', () => {
  it('lies in a working tree of its own, and is called as the user calls it', async () => {
    const repository = new TestRepository({ 'src/work.mjs': 'then', 'src/other.mjs': 'other then' });
    repository.write({ 'src/work.mjs': 'now' });
    const file = join(repository.folder, 'src', 'work.mjs');
    let read: UserSource | null = null;
    const { work, warnings } = await at('HEAD', file, {
      async read(source) {
        read = source;
        return makeUnitWork({
          about: { ...makeUnitWork().about, source: `${source.file}#f` },
          place: `${source.file}:1`,
        });
      },
    });
    const there = (read as UserSource | null)?.file ?? '';
    expect(readFileSync(there, 'utf8')).toBe('then');
    expect(readFileSync(join(dirname(there), 'other.mjs'), 'utf8')).toBe('other then');
    const short = repository.git('rev-parse', '--short', 'HEAD');
    expect(work).toMatchObject({
      about: { source: `${file}#f` },
      place: `${file}:1 at ${short}`,
      revision: { hash: repository.git('rev-parse', 'HEAD'), short, repository: repository.folder },
    });
    expect(warnings).toEqual([]);
    expect(repository.worktrees).toBe(2);
  });

  it('may be named by a branch, a tag or an ancestor', async () => {
    const repository = new TestRepository({ 'work.mjs': '1' });
    repository.git('tag', '--annotate', '--message', 'one', 'v1');
    repository.commit({ 'work.mjs': '2' });
    const file = join(repository.folder, 'work.mjs');
    for (const name of ['v1', 'main~1', 'HEAD^'])
      expect((await at(name, file)).work.revision?.hash).toBe(repository.git('rev-parse', 'HEAD^'));
  });

  it.each([
    ['nowhere', 'work.mjs', /--against nowhere: this repository has no such revision/],
    ['--help', 'work.mjs', /--against --help: this repository has no such revision/],
    ['HEAD', 'new.mjs', /^new\.mjs is not there at [0-9a-f]{7,}$/],
  ])('at %s, of %s, is refused in one line', async (revision, path, message) => {
    const repository = new TestRepository({ 'work.mjs': '1' });
    repository.write({ 'new.mjs': '1' });
    await expect(at(revision, join(repository.folder, path))).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(message),
    });
    expect(repository.worktrees).toBe(1);
  });

  it('needs a repository, and git', async () => {
    const { folder } = new TestRepository({ 'work.mjs': '1' });
    const outside = join(temporaryFolder(), '..', 'work.mjs');
    const source = { module: 'work', file: null, name: 'f', folder: dirname(outside) };
    await expect(at('HEAD', outside, { source })).rejects.toThrow(
      /needs a git repository, and .* is in none/,
    );
    await expect(at('HEAD', join(folder, 'work.mjs'), { env: { PATH: folder } })).rejects.toMatchObject({
      code: 'CAPABILITY_MISSING',
      message: '--against needs git, and it is not in PATH',
    });
  });

  it('that can’t be loaded says so with the paths that the user knows', async () => {
    const { folder } = new TestRepository({ 'work.py': '1' });
    const file = join(folder, 'work.py');
    const read = async (source: UserSource) => {
      throw usageError(`${source.file} has no function f`, 'Did you mean g?');
    };
    await expect(at('HEAD', file, { read })).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^${file} has no function f \\(at [0-9a-f]+\\)$`)),
      hint: 'Did you mean g?',
    });
  });

  it('of a module that Python finds elsewhere is refused', async () => {
    const { folder } = new TestRepository({ 'package/work.py': '1' });
    const source = { module: 'package.work', file: null, name: 'f', folder };
    const installed = async () => makeUnitWork({ place: '/usr/lib/python3/package/work.py:1 (f)' });
    await expect(at('HEAD', '', { source, read: installed })).rejects.toThrow(/is not loaded from .*project/);
    const { work } = await at('HEAD', '', {
      source,
      async read(there) {
        const place = `${isPython(there) ? there.folder : ''}/package/work.py:1 (f)`;
        return makeUnitWork({ place });
      },
    });
    expect(work.place).toMatch(new RegExp(`^${folder}/package/work\\.py:1 \\(f\\) at `));
  });

  it('has its packages where the lock file is the same, else that is said', async () => {
    const repository = new TestRepository({
      '.gitignore': 'node_modules\n',
      'package-lock.json': '{}',
      'work.mjs': '1',
    });
    repository.write({ 'node_modules/one/index.js': 'one' });
    const file = join(repository.folder, 'work.mjs');
    const same = await at('HEAD', file);
    const { folder = '' } = same.work.revision ?? {};
    expect(readFileSync(join(folder, 'node_modules', 'one', 'index.js'), 'utf8')).toBe('one');
    repository.write({ 'package-lock.json': '{ "other": true }' });
    const other = await at('HEAD', file);
    expect(existsSync(join(other.work.revision?.folder ?? '', 'node_modules'))).toBe(false);
    expect(other.warnings).toMatchObject([{ code: 'DEPENDENCIES_NOT_LINKED', lock: 'package-lock.json' }]);
    expect(other.work.place).toMatch(/, without packages \(package-lock\.json is another\)$/);
  });

  it('has its submodules where they are at the same commit, and is refused where one has changes', async () => {
    const part = new TestRepository({ 'part.mjs': 'part' });
    const repository = new TestRepository({ 'work.mjs': '1' });
    repository.git('submodule', '--quiet', 'add', part.folder, 'part');
    repository.commit({});
    repository.git('config', 'submodule.recurse', 'true');
    const file = join(repository.folder, 'work.mjs');
    const { work } = await at('HEAD', file);
    expect(readFileSync(join(work.revision?.folder ?? '', 'part', 'part.mjs'), 'utf8')).toBe('part');
    repository.write({ 'part/part.mjs': 'changed' });
    await expect(at('HEAD', file)).rejects.toThrow(
      'the submodule part has changes that are not committed: --against can’t say which code it compares',
    );
    repository.git('-C', 'part', 'commit', '--quiet', '--all', '--message', 'another');
    expect((await at('HEAD', file)).warnings).toMatchObject([{ code: 'SUBMODULE_NOT_LINKED', path: 'part' }]);
  });
});
