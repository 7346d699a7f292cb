/** What kind of thing went wrong. The command line gives each kind its exit code. */
export type ErrorCode =
  | 'USAGE'
  | 'NOT_RUNNABLE'
  | 'CAPABILITY_MISSING'
  | 'TIMED_OUT'
  | 'OUTPUT_LOST'
  | 'OUTPUT_CLOSED'
  | 'WORKER_FAILED'
  | 'USER_CODE';

export interface ErrorDetails {
  readonly hint?: string;
  readonly cause?: unknown;
  readonly facts?: ErrorFacts;
}

/**
 * An error that a user can act on: `message` says what happened and why, `hint` what to type next.
 * Anything else that reaches the top is a bug of ours and keeps its stack.
 */
export class ConcurError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  /** What its hint depends on, for whoever words it; null where there is nothing more to know. */
  readonly facts: ErrorFacts | null;

  constructor(code: ErrorCode, message: string, options: ErrorDetails = {}) {
    super(message, { cause: options.cause });
    this.name = 'ConcurError';
    this.code = code;
    this.hint = options.hint ?? null;
    this.facts = options.facts ?? null;
  }
}

/** The same error, with what to do about it in the words of who was asked. */
export function withHint(error: ConcurError, hint: string): ConcurError {
  const { code, message, cause, facts, stack } = error;
  const worded = new ConcurError(code, message, { hint, cause, ...(facts === null ? {} : { facts }) });
  if (stack !== undefined) worded.stack = stack;
  return worded;
}

/** Shorthand for the commonest kind: the request itself can't be carried out as typed. */
export function usageError(message: string, hint?: string): ConcurError {
  return new ConcurError('USAGE', message, hint === undefined ? {} : { hint });
}

/** Why a request can’t be carried out, as data: whoever took it says what to write instead, in flags or in options. */
export type ErrorFacts =
  | { readonly kind: 'unknown-workload'; readonly name: string; readonly known: readonly string[] }
  | {
      readonly kind: 'wrong-workload';
      /** One that would do, spelt out: `message:size=64KB`. */
      readonly example: string;
      /** Whether that is probably what was meant. */
      readonly isMeant: boolean;
    }
  | { readonly kind: 'wrong-language'; readonly engine: string; readonly language: string }
  | { readonly kind: 'incapable-engine'; readonly engine: string; readonly why: string }
  | { readonly kind: 'too-few-units'; readonly units: number; readonly workers: number }
  | { readonly kind: 'too-many-workers'; readonly workers: number; readonly most: number }
  | { readonly kind: 'hung' }
  | { readonly kind: 'different-versions' }
  | { readonly kind: 'several-engines'; readonly engine: string }
  | { readonly kind: 'several-pythons' }
  | { readonly kind: 'no-broker' }
  /** How its URL would be written with TLS, without its secrets. */
  | { readonly kind: 'insecure-broker'; readonly encrypted: string }
  | { readonly kind: 'no-python'; readonly isNamed: boolean };
