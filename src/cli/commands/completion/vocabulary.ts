import type { OptionRow } from '../../options/rows/row.ts';
import { optionsOf } from '../../options/table.ts';
import type { CommandRow } from '../../program/command.ts';

/** One option, as a shell completes it. */
export interface CompletedOption {
  /** `-w`, `--workers`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** The values that there are; empty where any is possible: then a file's name may be meant. */
  readonly values: readonly string[];
}

/** One command, as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly options: readonly CompletedOption[];
  /** What may follow beside options. */
  readonly words: readonly string[];
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Everything that can be completed: from the tables that parsing and help come from. */
export function vocabulary(commands: readonly CommandRow[]): Promise<CompletedCommand[]> {
  return Promise.all(
    commands.map(async (command) => ({
      name: command.name,
      options: optionsOf(command).map(([, row]) => completedOption(row)),
      words: (await command.words?.()) ?? [],
    })),
  );
}

function completedOption({ flags, description, parse, values = [] }: OptionRow): CompletedOption {
  const names = flags.split(/[ ,]+/).filter((part) => part.startsWith('-'));
  return { flags: names, description, takesValue: parse !== undefined, values };
}
