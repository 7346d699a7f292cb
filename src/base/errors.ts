/** What kind of thing went wrong. The command line gives each kind its exit code. */
export type ErrorCode =
  | 'USAGE'
  | 'CAPABILITY_MISSING'
  | 'TIMED_OUT'
  | 'OUTPUT_LOST'
  | 'OUTPUT_CLOSED'
  | 'WORKER_FAILED'
  | 'USER_CODE';

/**
 * An error that a user can act on: `message` says what happened and why, `hint` what to type next.
 * Anything else that reaches the top is a bug of ours and keeps its stack.
 */
export class ConcurError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'ConcurError';
    this.code = code;
    this.hint = options.hint ?? null;
  }
}

/** Shorthand for the commonest kind: the request itself can't be carried out as typed. */
export function usageError(message: string, hint?: string): ConcurError {
  return new ConcurError('USAGE', message, hint === undefined ? {} : { hint });
}

/** The system's error code (`ENOENT`, `EAGAIN`, …) of anything thrown, or null. */
export function systemCode(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
