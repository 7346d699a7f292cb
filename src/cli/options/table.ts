import { COMMAND_OPTIONS } from './rows/command.ts';
import { HOSTS_OPTIONS } from './rows/hosts.ts';
import { LEARN_OPTIONS } from './rows/learn.ts';
import { LIMIT_OPTIONS } from './rows/limits.ts';
import { MACHINE_OPTIONS } from './rows/machine.ts';
import { MAP_OPTIONS } from './rows/map.ts';
import { OUTPUT_OPTIONS } from './rows/output.ts';
import type { OptionGroup, OptionRow } from './rows/row.ts';
import { RUN_OPTIONS } from './rows/run.ts';
import { SERIES_OPTIONS } from './rows/series.ts';
import { WATCH_OPTIONS } from './rows/watch.ts';

/** All options, in the order of help: their types, help, parsing and completion come from their rows. */
export const OPTIONS = {
  ...RUN_OPTIONS,
  ...SERIES_OPTIONS,
  ...COMMAND_OPTIONS,
  ...MACHINE_OPTIONS,
  ...WATCH_OPTIONS,
  ...MAP_OPTIONS,
  ...HOSTS_OPTIONS,
  ...LEARN_OPTIONS,
  ...LIMIT_OPTIONS,
  ...OUTPUT_OPTIONS,
} as const;

/** What help calls those that aren't about what runs. */
export const REPORT_HEADING = 'How it is reported:';
const LIMITS_HEADING = 'Limits:';

type Options = typeof OPTIONS;

/** What an option's text becomes; a flag without a value is there or not. */
type ValueOf<Row> = Row extends { parse: (...text: never) => infer Value } ? Value : boolean;

/** Every option as it was typed, already a value. Absent means not typed; `--no-x` is `x: false`. */
export type TypedOptions = { readonly [name in keyof Options]?: ValueOf<Options[name]> };

/** The options that a command takes, by the names of their values: its own, and those of its groups. */
export function optionsOf(command: {
  readonly name: string;
  readonly takes: readonly OptionGroup[];
}): readonly (readonly [name: string, row: OptionRow])[] {
  const owners: readonly string[] = [command.name, ...command.takes];
  return Object.entries<OptionRow>(OPTIONS).filter(([, row]) =>
    row.of.some((owner) => owners.includes(owner)),
  );
}

/** The heading that help puts an option under. */
export function headingOf(name: string): string {
  if (name in OUTPUT_OPTIONS) return REPORT_HEADING;
  return name in LIMIT_OPTIONS ? LIMITS_HEADING : 'What runs:';
}
