import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { ciWithoutScripts } from '../locked-packages.ts';
import { unpackOwnPackage } from '../own-package.ts';
import type { Target } from './target.ts';

/** Puts this package and what it depends on into an empty folder, as npm would install it on the target. */
export function addPackage({ arch }: Target, folder: string): void {
  unpackOwnPackage(folder);
  const lock = join(folder, 'package-lock.json');
  copyFileSync(join(packageRoot(), 'package-lock.json'), lock);
  ciWithoutScripts(folder, '--omit', 'dev', '--omit', 'peer', '--os', 'linux', '--cpu', arch);
  rmSync(lock);
}
