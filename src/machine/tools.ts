import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import type { Tools } from '../model/machine/machine.ts';

/** Looks up the helpers that pin (taskset) and that tie a child's life to ours (setpriv); both are util-linux's. */
export function findTools(searchPath: string): Tools {
  const folders = foldersOf(searchPath);
  const setpriv = find('setpriv', folders);
  return {
    taskset: find('taskset', folders),
    // BusyBox has a setpriv too, but without --pdeathsig.
    setpriv: setpriv !== null && basename(realpathSync(setpriv)).startsWith('busybox') ? null : setpriv,
    sh: find('sh', folders),
  };
}

/** Where a shell would find a program: as it is where it has a slash, else in PATH; null where there is none. */
export function findProgram(name: string, searchPath: string): string | null {
  return name.includes('/') ? (isExecutable(name) ? name : null) : find(name, foldersOf(searchPath));
}

function foldersOf(searchPath: string): string[] {
  return searchPath.split(delimiter).filter((folder) => folder !== '');
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
