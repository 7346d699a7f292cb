import { ConcurError, type ErrorCode } from '../base/errors/errors.ts';
import { messageOf } from '../base/errors/read-thrown.ts';
import { refusalOf } from '../base/refusals/refusal.ts';
import type { Exit } from '../model/documents/report.ts';

/** The exit codes that scripts may rely on; see the README. */
export const EXIT = {
  ok: 0,
  fails: 1,
  usage: 2,
  inconclusive: 3,
  /** The user's own function threw, or engines disagreed on its result. */
  userCode: 4,
  capabilityMissing: 5,
  bug: 70,
  timedOut: 124,
  /** What shells report for a command that is there and can’t be run. */
  notRunnable: 126,
  /** What a shell reports for a program that was ended by SIGPIPE. */
  outputClosed: 141,
} as const;

export const EXIT_OF_ERROR: { readonly [code in ErrorCode]: number } = {
  USAGE: EXIT.usage,
  NOT_RUNNABLE: EXIT.notRunnable,
  CAPABILITY_MISSING: EXIT.capabilityMissing,
  TIMED_OUT: EXIT.timedOut,
  OUTPUT_LOST: EXIT.fails,
  OUTPUT_CLOSED: EXIT.outputClosed,
  WORKER_FAILED: EXIT.fails,
  USER_CODE: EXIT.userCode,
};

/** Signals that end a run, and the codes that shells know them by: 128 + the signal's number. */
export const EXIT_OF_SIGNAL = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
export type EndingSignal = keyof typeof EXIT_OF_SIGNAL;

/** Anything that was thrown as an error that a user can act on; null for a bug of ours. */
export function knownError(error: unknown): ConcurError | null {
  return error instanceof ConcurError ? error : refusalOf(error);
}

/** How a script sees anything that was thrown. */
export function exitOf(error: unknown): Exit {
  const known = knownError(error);
  return { code: known === null ? EXIT.bug : EXIT_OF_ERROR[known.code], reason: messageOf(known ?? error) };
}
