import { spawn } from 'node:child_process';

/** What is around a program while it is watched. */
export const SITUATIONS = ['free', 'one CPU', 'burners'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** How a command is started in a situation. */
export function startedIn(situation: Situation, command: readonly string[]): readonly string[] {
  return situation === 'one CPU' ? ['taskset', '-c', '0', ...command] : command;
}

/** Does something in a situation: beside two processes that burn CPU, where it asks for them. */
export async function during<T>(situation: Situation, act: () => Promise<T>): Promise<T> {
  const count = situation === 'burners' ? 2 : 0;
  const burners = Array.from({ length: count }, () => spawn('sh', ['-c', 'while :; do :; done']));
  try {
    return await act();
  } finally {
    for (const burner of burners) burner.kill('SIGKILL');
  }
}
