import { realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ConcurError, usageError } from '../../../../base/errors/errors.ts';
import type { SeriesNotice } from '../../../../model/notice.ts';
import { isPython, type UserSource } from '../../../../workloads/user/python-reference.ts';
import type { UnitWork } from '../../candidate.ts';
import { atRevision, inRepository, type Revision } from '../../revision.ts';
import { linkPackages } from './dependencies.ts';
import { findGit } from './git.ts';
import { checkFile, commitOf, repositoryOf } from './repository.ts';
import { linkSubmodules } from './submodules.ts';
import { checkOut } from './worktree.ts';

/** A function of the user's, and the git revision that it is wanted of. */
export interface AskedRevision {
  readonly revision: string;
  readonly source: UserSource;
  readonly env: NodeJS.ProcessEnv;
  /** Makes work of a function. */
  read(source: UserSource): Promise<UnitWork>;
}

/**
 * The function as it was at a revision, which lies in a folder of its own until this process ends.
 * @throws ConcurError: USAGE where there is no such revision, or it has no such function; CAPABILITY_MISSING without git
 */
export async function workAt({
  revision: named,
  source,
  env,
  read,
}: AskedRevision): Promise<{ readonly work: UnitWork; readonly warnings: readonly SeriesNotice[] }> {
  const file = source.file === null ? null : realpathSync(source.file);
  const git = findGit(file === null ? realpathSync(folderOf(source)) : dirname(file), env);
  const repository = await repositoryOf(git);
  const commit = await commitOf(named, git);
  if (file !== null) await checkFile(file, repository, commit, git);
  const revision = await checkOut(commit, repository, git);
  const submodules = await linkSubmodules(revision, git);
  const locks = file === null || isPython(source) ? [] : linkPackages(file, revision);
  const work = await read(moved(source, revision)).catch((error) => {
    throw error instanceof ConcurError ? errorAt(error, revision) : error;
  });
  checkPlace(source, work, revision);
  const { short } = commit;
  return {
    work: ofRevision(work, revision, locks),
    warnings: [
      ...locks.map((lock) => ({ code: 'DEPENDENCIES_NOT_LINKED', lock, revision: short }) as const),
      ...submodules.map((path) => ({ code: 'SUBMODULE_NOT_LINKED', path, revision: short }) as const),
    ],
  };
}

function folderOf(source: UserSource): string {
  return isPython(source) ? source.folder : dirname(source.file);
}

/** The same function, there. */
function moved(source: UserSource, { repository, folder }: Revision): UserSource {
  const there = (path: string) => join(folder, relative(repository, realpathSync(path)));
  if (!isPython(source)) return { ...source, file: there(source.file) };
  const file = source.file === null ? null : there(source.file);
  const place = file === null ? there(source.folder) : dirname(file);
  return { ...source, file, folder: place, revision: { repository, folder } };
}

/** Python finds a module by its name anywhere: an installed one is the same code at each revision. */
function checkPlace(source: UserSource, { place, about }: UnitWork, { folder, repository }: Revision): void {
  if (source.file !== null || place?.startsWith(join(folder, '/'))) return;
  throw usageError(
    `${about.source} is not loaded from ${repository}, but from ${place ?? 'elsewhere'}: it has no revisions there`,
    'Name its file instead: ./work.py#name.',
  );
}

function ofRevision(work: UnitWork, revision: Revision, locks: readonly string[]): UnitWork {
  const { about, place } = work;
  const lacks = locks.length === 0 ? '' : `, without packages (${locks.join(', ')} is another)`;
  return {
    ...work,
    revision,
    about: { ...about, source: inRepository(about.source, revision) },
    place: place === null ? null : `${inRepository(place, revision)} at ${revision.short}${lacks}`,
  };
}

function errorAt(error: ConcurError, revision: Revision): ConcurError {
  const { code, message, hint, facts, cause } = error;
  return new ConcurError(code, atRevision(message, revision), {
    cause,
    ...(hint === null ? {} : { hint }),
    ...(facts === null ? {} : { facts }),
  });
}
