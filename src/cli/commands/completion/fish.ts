import type { CompletedCommand, CompletedOption } from './vocabulary.ts';

/** For fish: source it, or save it as concur.fish in its folder of completions. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, options, words }) => [
    `complete -c concur -n __fish_use_subcommand -f -a ${name}`,
    ...(words.length === 0 ? [] : [`complete -c concur ${within(name)} -a '${words.join(' ')}'`]),
    ...options.map((option) => optionLine(name, option)),
  ]);
  return `# concur in fish: concur completion fish | source\n${lines.join('\n')}\n`;
}

function optionLine(command: string, { flags, description, takesValue, values }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const what = !takesValue ? '' : values.length === 0 ? ' -r -F' : ` -x -a '${values.join(' ')}'`;
  return `complete -c concur ${within(command)} ${names.join(' ')}${what} -d '${quoted(description)}'`;
}

function within(command: string): string {
  return `-n '__fish_seen_subcommand_from ${command}'`;
}

function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
