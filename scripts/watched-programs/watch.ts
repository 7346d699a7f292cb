import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';

const CONCUR = join(packageRoot(), 'dist/bin/concur.cjs');

/** Watches a command in a folder of its own, up to its end or for so long. The document goes to a file. */
export async function watchInto(
  file: string,
  command: readonly string[],
  cwd: string,
  forSeconds: number | null,
): Promise<WatchReport> {
  const limit = forSeconds === null ? [] : ['--for', `${forSeconds}s`];
  const args = [
    CONCUR,
    'watch',
    '-q',
    '--no-progress',
    '--export',
    `json=${file}`,
    ...limit,
    '--',
    ...command,
  ];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  await once(child, 'close');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`no document of ${command.join(' ')}: ${errors}`);
  }
}
