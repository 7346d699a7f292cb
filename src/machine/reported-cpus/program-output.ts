import { execFile } from 'node:child_process';
import { findTool } from '../tools.ts';

/** What a program printed. */
interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program that is in PATH; null where there is none, or it failed or took too long.
 * @param patienceMs how long it is waited for
 */
export function outputOf(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  patienceMs: number,
): Promise<Printed | null> {
  const file = findTool(name, env.PATH ?? '');
  if (file === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    execFile(file, args, { timeout: patienceMs, env }, (error, stdout, stderr) =>
      resolve(error === null ? { stdout, stderr } : null),
    );
  });
}
