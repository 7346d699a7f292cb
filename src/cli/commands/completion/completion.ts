import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Answer, CommandRow } from '../../program/command.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { SHELLS, vocabulary } from './vocabulary.ts';
import { zshCompletion } from './zsh.ts';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

const HOW = [
  'bash: eval "$(concur completion bash)" in ~/.bashrc',
  'zsh: eval "$(concur completion zsh)" in ~/.zshrc, behind compinit',
  'fish: concur completion fish > ~/.config/fish/completions/concur.fish',
].join('\n');

/** `concur completion`: prints the script that completes concur’s words. @param commands all of the program's */
export function completion(commands: readonly CommandRow[]): Answer {
  return async ({ words: [asked] }, output) => {
    if (asked === undefined) throw usageError('completion needs the name of your shell', HOW);
    const shell = SHELLS.find((name) => name === asked);
    if (shell === undefined) {
      const meant = closest(asked, SHELLS);
      const what = `there is no completion for ${asked}`;
      throw usageError(what, meant === null ? HOW : `Did you mean concur completion ${meant}?`);
    }
    output.print(SCRIPTS[shell](await vocabulary(commands)));
    return EXIT.ok;
  };
}
