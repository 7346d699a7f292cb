import type { CompletedCommand } from './vocabulary.ts';

/** For zsh: source it, or save it as _concur in a folder of $fpath. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `#compdef concur
# concur in zsh: eval "$(concur completion zsh)"
_concur() {
  local previous=\${words[CURRENT-1]}
  if (( CURRENT == 2 )); then
    compadd -- ${names}
    return
  fi
  case "\${words[2]} $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "\${words[2]}" in
${commands.map(wordsCase).join('\n')}
  esac
  _files
}
compdef _concur concur
`;
}

function valueCases({ name, options }: CompletedCommand): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ flags, values }) => {
      const pattern = flags.map((flag) => `'${name} ${flag}'`).join('|');
      if (values.length === 0) return `    ${pattern}) _files; return ;;`;
      const nospace = values.some((value) => value.endsWith('=')) ? "-S '' " : '';
      return `    ${pattern}) compadd ${nospace}-- ${values.join(' ')}; return ;;`;
    });
}

function wordsCase({ name, options, words }: CompletedCommand): string {
  const all = [...words, ...options.flatMap(({ flags }) => flags)];
  return all.length === 0 ? `    ${name}) ;;` : `    ${name}) compadd -- ${all.join(' ')} ;;`;
}
