import { execFileSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import { findProgram } from '../../src/machine/tools.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { concur, type Ended } from './concur.ts';

/** What concur watch has to report of a command. */
export async function watched(...command: string[]): Promise<WatchReport> {
  return watchDocument(await concur(['watch', '--json', '--no-progress', '--', ...command]));
}

/** The document behind what the watched command printed. */
export function watchDocument({ stdout, stderr }: Ended): WatchReport {
  const start = stdout.indexOf('{\n  "schema"');
  if (start < 0) throw new Error(`no document:\n${stdout}\n${stderr}`);
  return JSON.parse(stdout.slice(start));
}

/** Skips a test, and says so, where a program isn't there. */
export function needs(context: TestContext, name: string): string {
  const path = findProgram(name, process.env.PATH ?? '');
  if (path !== null) return path;
  process.stderr.write(`skipped: ${context.task.name} (${name} is not installed)\n`);
  return context.skip(`${name} is not installed`);
}

/** Compiles a program of C. @returns its path */
export function compiled(
  context: TestContext,
  source: string,
  program: string,
  ...flags: readonly string[]
): string {
  execFileSync(needs(context, 'gcc'), ['-O2', '-o', program, source, ...flags]);
  return program;
}
