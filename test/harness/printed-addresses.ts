import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A program that printed numbers by name, `near 7f12a0`, up to `end`, and lives until the test is over. */
export interface PrintingProgram {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Throws where it printed none of that name. */
  at(name: string): number;
}

export async function startPrinting(
  program: string,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<PrintingProgram> {
  const child = spawn(program, words, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const numbers = new Map<string, number>();
  for await (const line of createInterface({ input: child.stdout })) {
    const [name = '', digits = ''] = line.split(' ');
    if (name === 'end') break;
    numbers.set(name, Number.parseInt(digits, 16));
  }
  const at = (name: string) => {
    const number = numbers.get(name);
    if (number === undefined) throw new Error(`${program} printed no ${name}`);
    return number;
  };
  return { pid: child.pid ?? 0, child, at };
}
