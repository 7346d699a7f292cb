import { serialize } from 'node:v8';

/** Of what hosts and submitters say to each other: one more where that changes. */
const OWN = 2;

/**
 * What both ends have to have in common: ours, and the version of V8’s format, of which Node promises to read older ones only
 * (https://nodejs.org/api/v8.html#serialization-api). It is the second byte of all that V8 writes.
 */
export const WIRE_PROTOCOL: number = OWN * 100 + (serialize(null)[1] as number);

/** Where hosts and submitters of the same code meet. */
export function queueOf(digest: string): string {
  return `concur:${WIRE_PROTOCOL}:${digest}`;
}

/** So many characters a chunk takes at most on its way to a host, and its answer on its way back. */
export const MOST_CHARACTERS = 2 ** 20;
