import { findToStart } from '../../../../machine/programs/start-refusal.ts';
import type { ShellLine } from '../../../../run/series/command/candidate.ts';
import type { TypedOptions } from '../../../options/table.ts';
import { refusalError } from '../../watch/refusal-error.ts';
import { EXEC_PATH } from '../../watch/target.ts';

/** What is started, and whether only the kernel knows if that can be done here. */
export interface StartWords {
  readonly words: readonly string[];
  readonly isForeign: boolean;
}

/** @throws ConcurError (USAGE, NOT_RUNNABLE) where there is no such program, or it can't be started */
export function checkStart(words: readonly string[]): StartWords {
  const [name = ''] = words;
  const found = findToStart(name, process.env.PATH ?? EXEC_PATH);
  if (found.kind === 'refused') throw refusalError(name, found.refusal);
  return { words, isForeign: found.isForeign };
}

/** What is run before and after each run. @param put what is to be put in place of what stands in them */
export function besideRuns(
  { prepare, conclude }: TypedOptions,
  put: (text: string) => string = (text) => text,
): { readonly prepare: ShellLine | null; readonly conclude: ShellLine | null } {
  const lineOf = (flag: string, text: string | undefined) =>
    text === undefined ? null : { flag, line: put(text) };
  return { prepare: lineOf('--prepare', prepare), conclude: lineOf('--conclude', conclude) };
}
