import { relative, resolve } from 'node:path';
import { usageError } from '../../../../base/errors/errors.ts';
import { askGit, type Git } from './git.ts';

/** Where the user's repository is. */
export interface Repository {
  /** The folder of its working tree. */
  readonly folder: string;
  /** The folder that git keeps all its working trees' records in. */
  readonly records: string;
}

/** A commit, by its hash, whole and short. */
export interface Commit {
  readonly hash: string;
  readonly short: string;
}

/** @throws ConcurError (USAGE) where the folder is in none */
export async function repositoryOf(git: Git): Promise<Repository> {
  const { stdout, why } = await askGit(git, ['rev-parse', '--show-toplevel', '--git-common-dir']);
  const [folder, common] = (stdout ?? '').split('\n');
  if (stdout !== null && folder !== undefined && common !== undefined)
    return { folder, records: resolve(git.folder, common, 'worktrees') };
  if (/not a git repository|must be run in a work tree/.test(why)) {
    throw usageError(
      `--against needs a git repository, and ${git.folder} is in none`,
      'Compare two files: concur compare ./old.ts#name ./new.ts#name.',
    );
  }
  throw usageError(`git can’t read the repository of ${git.folder}: ${why}`);
}

/** @throws ConcurError (USAGE) where the repository has no such commit */
export async function commitOf(revision: string, git: Git): Promise<Commit> {
  // What begins with a dash git would take for an option of its own.
  const isName = revision !== '' && !revision.startsWith('-');
  const asked = ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`];
  const hash = isName ? (await askGit(git, asked)).stdout?.trim() : undefined;
  if (hash === undefined) {
    const isShallow = (await askGit(git, ['rev-parse', '--is-shallow-repository'])).stdout?.trim() === 'true';
    throw usageError(
      `--against ${revision}: this repository has no such revision`,
      isShallow
        ? 'It is a shallow clone: fetch the revision first, or all of them (git fetch --unshallow).'
        : 'Name a commit, a branch or a tag: --against HEAD.',
    );
  }
  const { stdout } = await askGit(git, ['rev-parse', '--short', hash]);
  return { hash, short: stdout?.trim() ?? hash };
}

/** @throws ConcurError (USAGE) where the revision has no such file */
export async function checkFile(
  file: string,
  { folder }: Repository,
  commit: Commit,
  git: Git,
): Promise<void> {
  const path = relative(folder, file);
  const { stdout } = await askGit(git, ['cat-file', '-e', `${commit.hash}:${path}`]);
  if (stdout !== null) return;
  throw usageError(
    `${path} is not there at ${commit.short}`,
    'Name a revision that has it. Where it had another name, compare two files: ./old.ts#name ./new.ts#name.',
  );
}
