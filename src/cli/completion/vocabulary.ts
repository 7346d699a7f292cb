import { SCENARIOS } from '../../../scenarios/index.ts';
import { NODE_ENGINES } from '../../model/plan.ts';
import { TOPICS } from '../../report/concept/topics.ts';
import { COMMAND_NAMES, type CommandName, OPTIONS, type OptionRow } from '../options-table.ts';

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
  readonly name: CommandName;
  readonly options: readonly CompletedOption[];
  /** What may follow beside options. */
  readonly words: readonly string[];
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

const WORDS: { readonly [command in CommandName]?: readonly string[] } = {
  demo: SCENARIOS.map(({ name }) => name),
  explain: TOPICS.map(({ name }) => name),
  compare: NODE_ENGINES.filter((name) => name !== 'fake'),
  completion: SHELLS,
};

/** Everything that can be completed: from the tables that parsing and help come from. */
export function vocabulary(): CompletedCommand[] {
  const rows = Object.values(OPTIONS) as OptionRow<unknown>[];
  return COMMAND_NAMES.map((name) => ({
    name,
    options: rows.filter(({ commands }) => commands.includes(name)).map(completedOption),
    words: WORDS[name] ?? [],
  }));
}

function completedOption({ flags, description, parse, values = [] }: OptionRow<unknown>): CompletedOption {
  const names = flags.split(/[ ,]+/).filter((part) => part.startsWith('-'));
  return { flags: names, description, takesValue: parse !== undefined, values };
}
