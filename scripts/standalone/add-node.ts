import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installLocked } from '../locked-packages.ts';
import type { Target } from './target.ts';

/** Debian's packages of these libraries, and of what the launcher is linked with. */
const LICENSED = ['libstdc++6', 'libc6', 'zlib1g'];

/** What Node is linked with and a system without a compiler may not have. */
const LIBRARIES = ['libstdc++.so.6', 'libgcc_s.so.1'];

/**
 * Puts Node, without its symbols, and its C++ libraries into a folder. It finds them by its own path: a variable
 * (LD_LIBRARY_PATH) would reach the programs that it starts.
 * @returns the oldest glibc with which all of them start, such as 2.36
 */
export function addNode({ arch, prefix }: Target, folder: string): string {
  const released = join(installLocked('standalone/node', arch), 'node_modules', `node-linux-${arch}`);
  for (const name of ['bin', 'lib', 'licenses']) mkdirSync(join(folder, name));
  copyFileSync(join(released, 'LICENSE'), join(folder, 'licenses', 'node'));
  for (const name of LICENSED)
    copyFileSync(join('/usr/share/doc', name, 'copyright'), join(folder, 'licenses', name));
  const node = join(folder, 'bin', 'node');
  execFileSync(`${prefix}strip`, ['-o', node, join(released, 'bin', 'node')]);
  execFileSync('patchelf', ['--set-rpath', '$ORIGIN/../lib', node]);
  const libraries = LIBRARIES.map((name) => {
    const file = execFileSync(`${prefix}gcc`, [`-print-file-name=${name}`], { encoding: 'utf8' }).trim();
    copyFileSync(file, join(folder, 'lib', name));
    return join(folder, 'lib', name);
  });
  return newestGlibc([node, ...libraries]);
}

function newestGlibc(files: readonly string[]): string {
  const minors = files.flatMap((file) =>
    [...readFileSync(file, 'latin1').matchAll(/GLIBC_2\.(\d+)\0/g)].map(([, minor]) => Number(minor)),
  );
  return `2.${Math.max(...minors)}`;
}
