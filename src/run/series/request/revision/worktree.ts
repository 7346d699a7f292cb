import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { usageError } from '../../../../base/errors/errors.ts';
import { systemReason } from '../../../../base/errors/system-reason.ts';
import type { Revision } from '../../revision.ts';
import { atExit } from './at-exit.ts';
import { askGit, type Git } from './git.ts';
import { remove, removeWhenKilled } from './removal.ts';
import type { Commit, Repository } from './repository.ts';

/** What the user's hooks do is no part of it, and submodules have no repository there. */
const PLAINLY = ['-c', 'core.hooksPath=/dev/null', '-c', 'submodule.recurse=false'];

/**
 * Checks a commit out into a temporary working tree, which is gone when this process is, however that ends.
 * @throws ConcurError (USAGE) with what git says where it can't
 */
export async function checkOut(commit: Commit, repository: Repository, git: Git): Promise<Revision> {
  const parent = temporaryFolder(commit);
  const folder = join(parent, basename(repository.folder));
  const tree = { parent, folder, records: repository.records };
  let running: ChildProcess | null = null;
  const remover = removeWhenKilled(tree);
  atExit(() => {
    if (running !== null) endGroup(running);
    remove(tree);
    remover.end();
  });
  const run = async (where: string, ...args: readonly string[]) => {
    const { stdout, why } = await askGit({ ...git, folder: where }, [...PLAINLY, ...args], (child) => {
      running = child;
      remover.writes(child);
    });
    running = null;
    remover.writes(null);
    if (stdout === null) throw usageError(`git can’t check out ${commit.short}: ${why}`);
  };
  // In two steps: with both at once, git has another process write the files, which would go on where the first is ended.
  await run(repository.folder, 'worktree', 'add', '--no-checkout', '--detach', folder, commit.hash);
  await run(folder, 'reset', '--hard', '--quiet');
  return { ...commit, repository: repository.folder, folder };
}

/** With what it has started: filters write files, too. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

/** Of nobody but the user. @throws ConcurError (USAGE) where there can be none */
function temporaryFolder({ short }: Commit): string {
  try {
    return realpathSync(mkdtempSync(join(tmpdir(), 'concur-')));
  } catch (error) {
    throw usageError(
      `${short} can’t be checked out in ${tmpdir()}: ${systemReason(error)}`,
      'Name another folder: TMPDIR.',
    );
  }
}
