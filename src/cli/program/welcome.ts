import type { CommandRow } from './command.ts';

const GAP = 3;

/** The first page: what concur does, by examples. */
export function welcome(commands: readonly CommandRow[]): string {
  const examples = commands.flatMap((command) => command.examples);
  const width = Math.max(...examples.map(([typed]) => typed.length)) + GAP;
  const lines = examples.map(([typed, what]) => `  concur ${typed.padEnd(width)}${what}\n`);
  return `concur runs concurrency experiments; evidence from the kernel proves the results.\n\n${lines.join('')}`;
}
