import type { ConcurError } from './errors.ts';

/** An error whose stack is that of the user's code: what `--debug` shows. */
export function withTrace(error: ConcurError, trace: string | null): ConcurError {
  if (trace !== null) error.stack = `${error.message}\n${trace}`;
  return error;
}
