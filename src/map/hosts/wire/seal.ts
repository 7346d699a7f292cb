import { createHmac, timingSafeEqual } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { ConcurError } from '../../../base/errors/errors.ts';

/** What a body is bound to: one of another chunk, or one that came the other way, has another signature. */
export interface SealedFor {
  readonly id: string;
  readonly direction: 'job' | 'answer';
}

const SEPARATOR = '.';

/**
 * Packs a message as text, signed where there is a key. V8’s format keeps what a message between threads keeps.
 * @throws DataCloneError, as `postMessage` does
 */
export function seal(message: unknown, key: string | null, purpose: SealedFor): string {
  const payload = serialize(message).toString('base64');
  return `${key === null ? '' : signatureOf(payload, key, purpose)}${SEPARATOR}${payload}`;
}

/**
 * Unpacks one, after its signature is found right.
 * @throws ConcurError (NOT_RUNNABLE) where it isn’t signed as it should be, or can’t be read
 */
export function unseal(body: string, key: string | null, purpose: SealedFor): unknown {
  const end = body.indexOf(SEPARATOR);
  const signature = body.slice(0, Math.max(0, end));
  const payload = body.slice(end + 1);
  if (key !== null && !isSame(signature, signatureOf(payload, key, purpose))) throw notSigned(purpose);
  if (key === null && signature !== '') throw signedUnasked(purpose);
  try {
    return deserialize(Buffer.from(payload, 'base64'));
  } catch (cause) {
    throw unreadable(purpose, cause);
  }
}

/** What is no message of this protocol, whatever it is. */
export function unreadable({ id, direction }: SealedFor, cause?: unknown): ConcurError {
  return new ConcurError('NOT_RUNNABLE', `the ${direction} of chunk ${id} can’t be read`, {
    hint: 'Check that hosts and submitter are of the same version of concur and Node, and that nobody else writes to the broker.',
    cause,
  });
}

function signatureOf(payload: string, key: string, { id, direction }: SealedFor): string {
  return createHmac('sha256', key).update(`${direction}\n${id}\n${payload}`).digest('base64');
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const SAME_KEY = 'Give hosts and submitter the same CONCUR_KEY.';

function notSigned({ id, direction }: SealedFor): ConcurError {
  return new ConcurError('NOT_RUNNABLE', `the ${direction} of chunk ${id} isn’t signed with our key`, {
    hint: SAME_KEY,
  });
}

function signedUnasked({ id, direction }: SealedFor): ConcurError {
  return new ConcurError('NOT_RUNNABLE', `the ${direction} of chunk ${id} is signed, and we have no key`, {
    hint: SAME_KEY,
  });
}
