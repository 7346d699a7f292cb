import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import { Snapshot } from '../../../machine/snapshot.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';

/** The machine to read: the one that was captured in a folder, or this one. @throws ConcurError (USAGE) */
export function openSysroot(folder: string | undefined): Sysroot {
  if (folder === undefined) return new Snapshot();
  const root = resolve(folder);
  const found = existsSync(root) ? statSync(root) : undefined;
  if (found?.isDirectory() !== true) {
    throw usageError(
      `--sysroot ${folder} is ${found === undefined ? 'missing' : 'not a folder'}`,
      'Name the folder of a captured machine: it contains proc and sys.',
    );
  }
  const sysroot = new Snapshot(root === '/' ? '/.' : root);
  if (!sysroot.has('/sys') && !sysroot.has('/proc')) {
    throw usageError(
      `--sysroot ${folder} is not a captured machine: it contains neither sys nor proc`,
      'Name the folder that directly contains proc and sys.',
    );
  }
  return sysroot;
}
