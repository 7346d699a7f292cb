import { usageError } from '../../base/errors.ts';
import { closest } from '../../base/suggest.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { SHELLS, vocabulary } from '../completion/vocabulary.ts';
import { zshCompletion } from '../completion/zsh.ts';
import type { Output } from '../output.ts';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

const HOW = [
  'bash: eval "$(concur completion bash)" in ~/.bashrc',
  'zsh: eval "$(concur completion zsh)" in ~/.zshrc, behind compinit',
  'fish: concur completion fish > ~/.config/fish/completions/concur.fish',
].join('\n');

/** `concur completion`: prints the script that completes concur’s words. */
export function completion(asked: string | undefined, output: Output): void {
  if (asked === undefined) throw usageError('completion needs the name of your shell', HOW);
  const shell = SHELLS.find((name) => name === asked);
  if (shell === undefined) {
    const meant = closest(asked, SHELLS);
    const what = `there is no completion for ${asked}`;
    throw usageError(what, meant === null ? HOW : `Did you mean concur completion ${meant}?`);
  }
  output.print(SCRIPTS[shell](vocabulary()));
}
