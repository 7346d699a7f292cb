import { usageError } from '../../../base/errors/errors.ts';
import { stderrFacts } from '../../../report/screen/stream-facts.ts';
import type { TypedOptions } from '../../options/table.ts';
import { stderrStyle } from '../../output/text-outlet.ts';
import type { Asker } from './asker.ts';

/** @throws ConcurError (USAGE) where there is nobody to ask */
export async function askAtTerminal({ color }: TypedOptions, command: string): Promise<Asker> {
  if (!process.stdin.isTTY || stderrFacts().isTTY !== true) {
    throw usageError(
      `${command} asks questions, and there is no terminal to ask them on`,
      'Write the answers into a file: concur learn --answers FILE, with {"thread": 1}.',
    );
  }
  const { palette } = await stderrStyle(color);
  const { terminalAsker } = await import('./terminal-asker.ts');
  return terminalAsker(palette);
}
