import type { CompletedCommand } from './vocabulary.ts';

/** For bash: source it, or put it into bash-completion's folder. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# concur in bash: eval "$(concur completion bash)"
_concur() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words= nospace=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${names}' -- "$current"))
    return
  fi
  # FORMAT=FILE comes in three words.
  if [ "$previous" = = ]; then
    COMPREPLY=($(compgen -f -- "$current"))
    return
  fi
  if [ "$current" = = ]; then
    COMPREPLY=($(compgen -f))
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(valueCases).join('\n')}
    *)
      case "\${COMP_WORDS[1]}" in
${commands.map(wordsCase).join('\n')}
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ -n "$nospace" ]; then compopt -o nospace 2>/dev/null; fi
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -F _concur concur
`;
}

function valueCases({ name, options }: CompletedCommand): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ flags, values }) => {
      const pattern = flags.map((flag) => `'${name} ${flag}'`).join('|');
      const nospace = values.some((value) => value.endsWith('=')) ? ' nospace=1' : '';
      return `    ${pattern}) words='${values.join(' ')}'${nospace} ;;`;
    });
}

function wordsCase({ name, options, words }: CompletedCommand): string {
  const flags = options.flatMap((option) => option.flags);
  return `        ${name}) words='${[...words, ...flags].join(' ')}' ;;`;
}
