import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeExecutable } from '../../scripts/standalone/executable.ts';
import { missingFor, targetFor } from '../../scripts/standalone/target.ts';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { cleanEnvironment } from './concur.ts';

/** Why no executable can be built and shut in here, or null where it can. */
export function standaloneMissing(): string | null {
  if (!['x64', 'arm64'].includes(process.arch)) return `there is none for ${process.arch}`;
  const missing = missingFor(targetFor(process.arch));
  if (missing !== null) return `it can’t be built; type: ${missing}`;
  const mounts = ['-m', 'sh', '-c', 'mount -t tmpfs none /mnt'];
  return spawnSync('unshare', mounts).status === 0
    ? null
    : 'nothing can be mounted: that needs root and unshare';
}

/** Writes an executable, as the build does, of a program that stands in for Node and a megabyte or more beside it. */
export function writeStandIn(folder: string, megabytes = 1): string {
  const files = join(folder, 'files');
  for (const name of ['bin', 'dist/bin']) mkdirSync(join(files, name), { recursive: true });
  const source = join(packageRoot(), 'test/fixtures/programs/stand_in.c');
  execFileSync('gcc', ['-static', '-o', join(files, 'bin/node'), source]);
  writeFileSync(join(files, 'dist/bin/concur.cjs'), '');
  writeFileSync(join(files, 'dist/large'), Buffer.alloc(megabytes * 2 ** 20, 'concur'));
  const file = join(folder, 'concur');
  writeExecutable(targetFor(process.arch), files, '2.28', file);
  return file;
}

/** Starts one, with these folders for its files. */
export function start(file: string, folders: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const { PATH } = cleanEnvironment();
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', env: { PATH, ...folders } });
  return { status, stdout, stderr };
}

/** A folder for chroot that has libc, an executable as /concur, and a function in /work.ts. */
export function makeJail(executable: string): string {
  const jail = mkdtempSync(join(tmpdir(), 'concur-jail-'));
  for (const name of ['proc', 'sys', 'dev', 'home', 'tmp']) mkdirSync(join(jail, name));
  writeFileSync(join(jail, 'dev/null'), '');
  writeFileSync(join(jail, 'work.ts'), 'export const work = (unit: number): number => unit * 2;\n');
  copyFileSync(executable, join(jail, 'concur'));
  for (const file of libcFiles()) {
    mkdirSync(join(jail, dirname(file)), { recursive: true });
    copyFileSync(file, join(jail, file));
  }
  return jail;
}

/** The loader and the libraries of libc that Node is linked with, as this system has them. */
function libcFiles(): string[] {
  const listed = execFileSync('ldd', [process.execPath], { encoding: 'utf8' });
  const paths = [...listed.matchAll(/(\/\S+)/g)].map(([, path = '']) => path);
  return paths.filter((path) => /\/(ld-linux[^/]*|lib(c|m|dl|pthread))\.so\.\d+$/.test(path));
}
