import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import type { Tools } from '../model/machine/machine.ts';

/** Looks up the helpers that pin (taskset) and that tie a child's life to ours (setpriv); both are util-linux's. */
export function findTools(searchPath: string): Tools {
  const folders = safeFolders(searchPath);
  const setpriv = find('setpriv', folders);
  return {
    taskset: find('taskset', folders),
    // BusyBox has a setpriv too, but without --pdeathsig.
    setpriv: setpriv !== null && basename(realpathSync(setpriv)).startsWith('busybox') ? null : setpriv,
    sh: find('sh', folders),
  };
}

/** Where a program is that we run of our own accord: never in the current folder, which may be anybody's; null where there is none. */
export function findTool(name: string, searchPath: string): string | null {
  return find(name, safeFolders(searchPath));
}

/**
 * Where a shell would find a program that the user named: as it is where it has a slash, else in PATH, of which an empty part is
 * the current folder; null where there is none.
 */
export function findProgram(name: string, searchPath: string): string | null {
  return name.includes('/') ? (isExecutable(name) ? name : null) : find(name, searchPath.split(delimiter));
}

function safeFolders(searchPath: string): string[] {
  return searchPath.split(delimiter).filter(isAbsolute);
}

function find(name: string, folders: readonly string[]): string | null {
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  // Most folders don't have it, and an exception costs ten times what asking first does.
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
