import { usageError } from '../../../../base/errors/errors.ts';
import { COMMAND_OPTIONS } from '../../../options/rows/command.ts';
import type { OptionRow } from '../../../options/rows/row.ts';
import { OPTIONS, type TypedOptions } from '../../../options/table.ts';

/** Options that say something of a function alone. */
const OF_FUNCTIONS = [
  'workload',
  'input',
  'units',
  'python',
  'engines',
  'pin',
  'cores',
  'against',
  'allowDifferent',
] as const;

/** @param others of its options those that are of functions, too @throws ConcurError (USAGE) for an option that would have no effect on a command */
export function checkForCommand(options: TypedOptions, others: readonly 'workerCounts'[] = []): void {
  const typed = [...OF_FUNCTIONS, ...others].find((name) => options[name] !== undefined);
  if (typed === undefined) return;
  const hint =
    typed === 'cores' || typed === 'pin'
      ? 'Start concur on these CPUs: taskset -c 0-3 concur …'
      : 'Leave it out.';
  throw usageError(`${flagOf(OPTIONS[typed])} has no effect on a command`, hint);
}

/** @param how a command is named there @throws ConcurError (USAGE) for an option that would have no effect on a function */
export function checkForFunction(options: TypedOptions, how: string): void {
  const names = Object.keys(COMMAND_OPTIONS) as (keyof typeof COMMAND_OPTIONS)[];
  const typed = names.find((name) => options[name] !== undefined);
  if (typed === undefined) return;
  throw usageError(
    `${flagOf(COMMAND_OPTIONS[typed])} is for commands alone, and there is none`,
    `Try ${how}.`,
  );
}

function flagOf({ flags }: Pick<OptionRow, 'flags'>): string {
  return flags.replace(/ .*/, '').replace(/,$/, '');
}
