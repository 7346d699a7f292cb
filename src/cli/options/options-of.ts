import { OPTIONS, type OptionGroup, type OptionRow } from './table.ts';

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
