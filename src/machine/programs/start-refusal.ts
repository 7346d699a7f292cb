import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { systemCode } from '../../base/errors/read-thrown.ts';
import { readProgramFile } from './program-file.ts';

/** Why a program that was named can't be started. */
export type StartRefusal =
  | { readonly kind: 'not-there' | 'not-in-path' }
  | { readonly kind: 'folder' | 'not-executable' | 'forbidden'; readonly path: string }
  | { readonly kind: 'no-interpreter'; readonly path: string; readonly interpreter: string };

interface RefusedProgram {
  readonly kind: 'refused';
  readonly refusal: StartRefusal;
}

/** A program as the kernel finds it, or why it is not started. */
export type FoundProgram = { readonly kind: 'found'; readonly isForeign: boolean } | RefusedProgram;

/** What execvp(3) would find by this name: as it is where it has a slash, else the first in PATH that it may run. */
export function findToStart(name: string, searchPath: string): FoundProgram {
  if (name.includes('/')) return look(name);
  // One that can't be run is passed over, and told of where no other is found.
  let refused: RefusedProgram = { kind: 'refused', refusal: { kind: 'not-in-path' } };
  for (const folder of searchPath.split(delimiter)) {
    const found = look(join(folder, name));
    if (found.kind === 'found') return found;
    const isWorthTelling = found.refusal.kind !== 'not-there' && found.refusal.kind !== 'folder';
    if (isWorthTelling && refused.refusal.kind === 'not-in-path') refused = found;
  }
  return refused;
}

function look(path: string): FoundProgram {
  const refuse = (refusal: StartRefusal): FoundProgram => ({ kind: 'refused', refusal });
  const why = refusalOf(path);
  if (why !== null) return refuse(why);
  const { interpreter = null, isForeign = false } = readProgramFile(path) ?? {};
  if (interpreter !== null && !isForeign && refusalOf(interpreter)?.kind === 'not-there')
    return refuse({ kind: 'no-interpreter', path, interpreter });
  return { kind: 'found', isForeign };
}

function refusalOf(path: string): StartRefusal | null {
  try {
    const file = statSync(path);
    if (file.isDirectory()) return { kind: 'folder', path };
    accessSync(path, constants.X_OK);
    return file.isFile() ? null : { kind: 'not-executable', path };
  } catch (error) {
    if (systemCode(error) !== 'EACCES') return { kind: 'not-there' };
    return { kind: hasExecuteBit(path) ? 'forbidden' : 'not-executable', path };
  }
}

/** Whether somebody may run it: then it is not its mode that keeps us from it, but its owner, its folder or its mount (noexec). */
function hasExecuteBit(path: string): boolean {
  try {
    return (statSync(path).mode & 0o111) !== 0;
  } catch {
    return true;
  }
}
