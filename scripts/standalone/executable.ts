import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Target } from './target.ts';

const SOURCES = join(import.meta.dirname, 'launcher');

/**
 * Writes a program that starts `bin/node` of a folder with its `dist/bin/concur.cjs`: a launcher, the folder’s files,
 * compressed, and a line that says where they begin.
 * @param glibc what Node needs, for the message where there is none
 */
export function writeExecutable(target: Target, files: string, glibc: string, file: string): void {
  const work = mkdtempSync(join(dirname(file), '.building-'));
  try {
    compileLauncher(target, glibc, join(work, 'launcher'));
    const launcher = readFileSync(join(work, 'launcher'));
    const payload = compressed(files);
    const digest = createHash('sha256').update(payload).digest('hex');
    const last = Buffer.from(`${`${launcher.length}`.padStart(20)} ${digest} concur\n`);
    writeFileSync(join(work, 'whole'), Buffer.concat([launcher, payload, last]), { mode: 0o755 });
    // One that is running stays as it is.
    renameSync(join(work, 'whole'), file);
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** A folder's files as a tar: the same bytes for the same files. */
export function compressed(folder: string): Buffer {
  const same = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--mode=u+w,go=rX'];
  const tar = execFileSync('tar', ['--format=ustar', ...same, '-C', folder, '-cf', '-', '.'], {
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  return gzipSync(tar, { level: 9 });
}

/** Static: where it starts, nothing else may be there. */
function compileLauncher({ prefix }: Target, glibc: string, file: string): void {
  const sources = readdirSync(SOURCES).filter((name) => name.endsWith('.c'));
  const flags = ['-std=gnu17', '-D_GNU_SOURCE', `-DGLIBC="${glibc}"`, '-Wall', '-Wextra', '-Werror', '-O2'];
  const linked = ['-static', '-s', '-o', file, ...sources, '-lz'];
  execFileSync(`${prefix}gcc`, [...flags, ...linked], { cwd: SOURCES, stdio: ['ignore', 2, 2] });
}
