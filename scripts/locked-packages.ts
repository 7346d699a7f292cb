import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

/**
 * Installs packages that only a script needs: exactly those of which its lock has the hash, and nothing of them runs.
 * @param name of the folder beside this file that has package.json and the lock
 * @returns where they are
 */
export function installLocked(name: string): string {
  const locked = join(packageRoot(), 'scripts', name);
  const folder = join(packageRoot(), 'node_modules', '.cache', name);
  const lock = (root: string) => readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (existsSync(join(folder, 'node_modules')) && lock(folder) === lock(locked)) return folder;
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(locked, file), join(folder, file));
  const flags = ['--ignore-scripts', '--no-bin-links', '--no-audit', '--no-fund'];
  execFileSync('npm', ['ci', '--prefix', folder, ...flags], { stdio: 'inherit' });
  return folder;
}
