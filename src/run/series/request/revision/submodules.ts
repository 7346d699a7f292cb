import { existsSync, rmdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../../../../base/errors/errors.ts';
import type { Revision } from '../../revision.ts';
import { askGit, type Git } from './git.ts';

/**
 * Links the submodules that the working tree has checked out as they were at the revision.
 * @returns those that it has at another commit
 * @throws ConcurError (USAGE) where one has changes, so that nobody could say which code was compared
 */
export async function linkSubmodules(revision: Revision, git: Git): Promise<string[]> {
  if (!existsSync(join(revision.folder, '.gitmodules'))) return [];
  const others: string[] = [];
  for (const { path, hash } of await submodulesOf(revision, git)) {
    const [now, then] = [join(revision.repository, path), join(revision.folder, path)];
    // One that isn't checked out here is in no version.
    if (!existsSync(join(now, '.git'))) continue;
    const inside = { ...git, folder: now };
    const changes = await askGit(inside, ['status', '--porcelain', '--untracked-files=no']);
    if (changes.stdout !== '') {
      throw usageError(
        `the submodule ${path} has changes that are not committed: --against can’t say which code it compares`,
        'Commit them there, or stash them.',
      );
    }
    const head = await askGit(inside, ['rev-parse', 'HEAD']);
    if (head.stdout?.trim() === hash) relink(now, then);
    else others.push(path);
  }
  return others;
}

/** Git leaves an empty folder for it. */
function relink(now: string, then: string): void {
  if (existsSync(then)) rmdirSync(then);
  symlinkSync(now, then);
}

/** By their commits, `160000` being the mode of one: https://git-scm.com/docs/git-ls-tree */
async function submodulesOf(
  { hash, folder }: Revision,
  git: Git,
): Promise<{ readonly path: string; readonly hash: string }[]> {
  const { stdout } = await askGit({ ...git, folder }, ['ls-tree', '-r', '-z', '--full-tree', hash]);
  return (stdout ?? '').split('\0').flatMap((line) => {
    const [, commit, path] = /^160000 commit (\w+)\t(.+)$/s.exec(line) ?? [];
    return commit === undefined || path === undefined ? [] : { path, hash: commit };
  });
}
