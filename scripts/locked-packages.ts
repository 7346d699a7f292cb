import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

/**
 * Installs packages that only a script needs: exactly those of which its lock has the hash, and nothing of them runs.
 * @param name of the folder beside this file that has package.json and the lock
 * @param cpu of the machine that they are for, as Node names it; this one's if not given
 * @returns where they are
 */
export function installLocked(name: string, cpu: string = process.arch): string {
  const locked = join(packageRoot(), 'scripts', name);
  const folder = join(packageRoot(), 'node_modules', '.cache', `${name}-${cpu}`);
  const lock = (root: string) => readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (existsSync(join(folder, 'node_modules')) && lock(folder) === lock(locked)) return folder;
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(locked, file), join(folder, file));
  ciWithoutScripts(folder, '--cpu', cpu);
  return folder;
}

/** Installs what the lock in a folder has, and runs nothing of it. */
export function ciWithoutScripts(folder: string, ...flags: readonly string[]): void {
  const quiet = ['--ignore-scripts', '--no-bin-links', '--no-audit', '--no-fund'];
  execFileSync('npm', ['ci', '--prefix', folder, ...quiet, ...flags], { stdio: ['ignore', 2, 2] });
}
