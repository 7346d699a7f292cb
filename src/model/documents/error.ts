import type { ErrorCode } from '../../base/errors/errors.ts';
import type { DocumentHead } from './report.ts';

/** What went wrong, and what to type next. */
export interface DocumentedError {
  /** For programs. `BUG`: an error that concur did not foresee. */
  readonly code: ErrorCode | 'BUG';
  readonly message: string;
  /** What to type next; null where nothing is known to help. */
  readonly hint: string | null;
}

/** What any command prints where it ends in an error before it has a result. */
export interface ErrorDocument extends DocumentHead<'concur/error@1'> {
  /** The command that was asked for; null where none was, or none of that name exists. */
  readonly command: string | null;
  readonly error: DocumentedError;
}
