import { usageError } from '../../../base/errors/errors.ts';
import { descriptorsHandedIn, type HandedIn } from '../../../machine/own/handed-in.ts';
import { findToStart } from '../../../machine/programs/start-refusal.ts';
import type { TypedOptions } from '../../options/table.ts';
import { refusalError } from './refusal-error.ts';

/** Where execvp(3) looks without a PATH. */
export const EXEC_PATH = '/bin:/usr/bin';

/** What `concur watch` was asked to watch. */
export type WatchTarget = WatchedCommand | { readonly kind: 'process'; readonly pid: number };

export interface WatchedCommand {
  readonly kind: 'command';
  readonly words: readonly string[];
  /** Whether only the kernel knows if it can be run here. */
  readonly isForeign: boolean;
  readonly handedIn: readonly HandedIn[];
}

/**
 * @param words what was typed beside options
 * @param hasDashes whether `--` stood before them
 * @throws ConcurError (USAGE) where there is nothing to watch, or too much
 */
export async function readWatchTarget(
  words: readonly string[],
  hasDashes: boolean,
  { pid }: TypedOptions,
  searchPath: string,
): Promise<WatchTarget> {
  const [name] = words;
  if (pid !== undefined) {
    if (name === undefined) return { kind: 'process', pid };
    throw usageError('watch takes a command or -p PID, not both', 'Leave one of them out.');
  }
  if (name === undefined) {
    throw usageError(
      'watch needs a command or a process',
      'Try concur watch -- python3 train.py, or concur watch -p 1234.',
    );
  }
  if (!hasDashes) {
    const hint = `Try concur watch -- ${words.join(' ')}.`;
    throw usageError(
      'the command must follow --, so that its options are not read as options of concur',
      hint,
    );
  }
  const found = findToStart(name, searchPath);
  if (found.kind === 'refused') throw refusalError(name, found.refusal);
  return { kind: 'command', words, isForeign: found.isForeign, handedIn: await descriptorsHandedIn() };
}
