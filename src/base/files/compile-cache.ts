import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { isPrivateTo, isSafeWay, type Owned } from './owned.ts';

type Env = Readonly<Record<string, string | undefined>>;
type CachingModule = { enableCompileCache?: (folder: string) => unknown };

/**
 * Where compiled code may be kept between runs; null where nobody wants any kept, or somebody else could plant some, or on a CI
 * server, which seldom has the folder in its next run. Who chose a folder for Node chose it for us.
 */
export function compiledCodeFolder(env: Env): string | null {
  const { NODE_COMPILE_CACHE: chosen = '', NODE_DISABLE_COMPILE_CACHE: refused, CI: ci = '' } = env;
  if (refused !== undefined || ci !== '') return null;
  return privateFolderIn(chosen === '' ? cacheHome(env) : chosen);
}

/**
 * Has Node keep there what it compiles of files that aren’t ours, where it can (22.8 and newer): its own choice is a folder in
 * the shared temporary one, which belongs to whoever made it first. Who chose a folder for Node has it already.
 */
export function enableCompileCache({ NODE_COMPILE_CACHE: chosen = '' }: Env, folder: string): void {
  const { enableCompileCache: enable } = process.getBuiltinModule('node:module') as CachingModule;
  if (chosen === '') enable?.(folder);
}

/**
 * A folder for compiled code: whoever can write there runs code as us. Made where it is missing.
 * @returns its real path, or null where others could put something into it, or move it away
 */
export function privateCache(env: Env): string | null {
  return privateFolderIn(cacheHome(env));
}

/** @param home of all caches; relative to the working directory, perhaps */
function privateFolderIn(home: string | null): string | null {
  const uid = process.geteuid?.();
  if (home === null || uid === undefined) return null;
  try {
    make(home, uid);
    const folder = join(realpathSync.native(home), 'concur');
    make(folder, uid);
    return isPrivateTo(wayTo(folder), uid) ? folder : null;
  } catch {
    return null;
  }
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
export function cacheHome({ XDG_CACHE_HOME: cache = '', HOME: home = '' }: Env): string | null {
  if (isAbsolute(cache)) return cache;
  return isAbsolute(home) ? join(home, '.cache') : null;
}

/** Never in a place of somebody else's: root with a user's HOME would leave a folder there that its user can't remove. */
function make(folder: string, uid: number): void {
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return;
  const parent = realpathSync.native(dirname(folder));
  if (isSafeWay(wayTo(parent), uid)) mkdirSync(join(parent, basename(folder)), 0o700);
}

function wayTo(folder: string): Owned[] {
  const above = dirname(folder);
  return [lstatSync(folder), ...(above === folder ? [] : wayTo(above))];
}
