import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Revision } from '../../revision.ts';

const PACKAGES = 'node_modules';
/** What says which packages are installed; without any of the first, the last has to do. */
const LOCKS = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
];
const MANIFEST = 'package.json';

/**
 * Links the packages that are installed in the working tree, where the revision has the same lock file.
 * @param file the function's, in the working tree
 * @returns the lock files that aren't the same: what they lock isn't linked
 */
export function linkPackages(file: string, revision: Revision): string[] {
  const differing = new Set<string>();
  const folders = new Set(foldersAbove(file, revision.repository));
  // It grows: packages of the workspace have packages of their own.
  for (const folder of folders) {
    const [installed, wanted] = [join(revision.repository, folder), join(revision.folder, folder)];
    const isMissing = existsSync(wanted) && !existsSync(join(wanted, PACKAGES));
    if (!isMissing || !existsSync(join(installed, PACKAGES))) continue;
    const lock = lockOf(folder, revision);
    if (!isSame(lock, revision)) differing.add(lock);
    else
      for (const own of linkAll(join(installed, PACKAGES), join(wanted, PACKAGES), revision))
        folders.add(own);
  }
  return [...differing];
}

/** From the file's folder up to the repository's, relative to that. */
function foldersAbove(file: string, repository: string): string[] {
  const folders = [];
  for (let folder = dirname(relative(repository, file)); folder !== '.'; folder = dirname(folder))
    folders.push(folder);
  return [...folders, ''];
}

/** The nearest at or above that folder: a workspace has one for all its packages. */
function lockOf(folder: string, { repository, folder: there }: Revision): string {
  const above = foldersAbove(join(repository, folder, MANIFEST), repository);
  const all = above.flatMap((each) => LOCKS.map((name) => join(each, name)));
  const isThere = (lock: string) => existsSync(join(repository, lock)) || existsSync(join(there, lock));
  return all.find(isThere) ?? join(folder, MANIFEST);
}

function isSame(path: string, { repository, folder }: Revision): boolean {
  const [now, then] = [join(repository, path), join(folder, path)].map(bytesOf);
  return now === then || (now?.equals(then ?? Buffer.alloc(0)) ?? false);
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** @returns the folders of those that are packages of the workspace itself, relative to the repository's */
function linkAll(from: string, to: string, revision: Revision): string[] {
  mkdirSync(to);
  return readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    const isScope = entry.name.startsWith('@') && entry.isDirectory();
    if (isScope) return linkAll(source, target, revision);
    const own = entry.isSymbolicLink() ? ownFolder(source, revision) : null;
    symlinkSync(own === null ? installedAt(source) : join(revision.folder, own), target);
    return own === null ? [] : [own];
  });
}

/** Where it is in the repository: a package of the workspace itself is code of the revision, as the function is. */
function ownFolder(link: string, { repository }: Revision): string | null {
  if (!existsSync(link)) return null;
  const inside = relative(repository, realpathSync(link));
  const isOwn = !inside.startsWith('..') && !isAbsolute(inside) && !inside.split(sep).includes(PACKAGES);
  return isOwn ? inside : null;
}

/** A broken link is what it was. */
function installedAt(source: string): string {
  return existsSync(source) ? realpathSync(source) : source;
}
