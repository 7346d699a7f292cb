import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

// How messages travel through a pipe: each is the number of its bytes (32 bits, little-endian), and then these bytes.

/**
 * Where a child process finds its line to us. Node's own channel for forks is `process`'s: user code could end it, listen to
 * it, and take our listeners away.
 */
export const LINE_FD = 3;

const HEADER_BYTES = 4;
const LONGEST_BYTES = 2 ** 31;

/** How a message becomes bytes. */
export interface Encoding {
  /** @throws DataCloneError where a message can't be cloned */
  encode(message: unknown): Buffer;
  /** @throws where the bytes are none of ours */
  decode(bytes: Buffer): unknown;
}

export const ENCODINGS = {
  /** Faster, and says what JSON can. */
  json: {
    encode: (message) => Buffer.from(JSON.stringify(message)),
    decode: (bytes) => JSON.parse(bytes.toString()),
  },
  /** What structured cloning can. */
  advanced: { encode: serialize, decode: deserialize },
} as const satisfies Readonly<Record<string, Encoding>>;

export type EncodingName = keyof typeof ENCODINGS;

/** Sends a message as far as the pipe still takes it: what has closed takes nothing. @throws DataCloneError and sends nothing */
export function sendFrame(pipe: Duplex, { encode }: Encoding, message: unknown): void {
  const body = encode(message);
  if (!pipe.writable) return;
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt32LE(body.length);
  pipe.cork();
  pipe.write(header);
  pipe.write(body);
  pipe.uncork();
}

/**
 * Calls `take` for each message that comes through a pipe. Bytes that are no message's are dropped, and a length that none can
 * have ends the pipe.
 */
export function readFrames(pipe: Duplex, { decode }: Encoding, take: (message: unknown) => void): void {
  let chunks: Buffer[] = [];
  let [has, needs] = [0, HEADER_BYTES];
  pipe.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    has += chunk.length;
    // Joined only when there is enough: a large message comes in thousands of chunks.
    if (has < needs) return;
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    for (;;) {
      needs = HEADER_BYTES + (rest.length < HEADER_BYTES ? 1 : rest.readUInt32LE());
      if (needs > LONGEST_BYTES) return void pipe.destroy();
      if (rest.length < needs) break;
      takeDecoded(rest.subarray(HEADER_BYTES, needs));
      rest = rest.subarray(needs);
    }
    chunks = [rest];
    has = rest.length;
  });

  function takeDecoded(bytes: Buffer): void {
    let message: unknown;
    try {
      message = decode(bytes);
    } catch {
      return;
    }
    take(message);
  }
}
