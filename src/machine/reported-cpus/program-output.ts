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
export async function outputOf(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  patienceMs: number,
): Promise<Printed | null> {
  const file = findTool(name, env.PATH ?? '');
  if (file === null) return null;
  // Loaded with the first program that is run: most commands run none.
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile(file, args, { timeout: patienceMs, env }, (error, stdout, stderr) =>
      resolve(error === null ? { stdout, stderr } : null),
    );
  });
}
