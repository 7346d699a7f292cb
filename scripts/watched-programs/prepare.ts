import { execFileSync } from 'node:child_process';
import { join, parse } from 'node:path';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { findProgram } from '../../src/machine/tools.ts';
import type { Row } from './row.ts';

const SOURCES = join(packageRoot(), 'scripts/watched-programs/sources');

/** What a row needs and this machine lacks; null where it can run. */
export function missingFor({ needs, check }: Row): string | null {
  const missing = needs.filter((name) => findProgram(name, process.env.PATH ?? '') === null);
  if (missing.length > 0) return `${missing.join(', ')}: not installed`;
  return check === undefined || succeeds(check) ? null : `${check}: fails`;
}

function succeeds(command: string): boolean {
  try {
    execFileSync('sh', ['-c', command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Compiles a row’s program into a folder. @returns the command that runs it there */
export function prepare({ source, build, run }: Row, folder: string): string[] {
  const place = (command: string) =>
    command
      .replaceAll('{source}', join(SOURCES, source))
      .replaceAll('{program}', join(folder, parse(source).name))
      .replaceAll('{folder}', folder)
      .split(' ');
  if (build !== undefined) {
    const [compiler = '', ...args] = place(build);
    execFileSync(compiler, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return place(run);
}
