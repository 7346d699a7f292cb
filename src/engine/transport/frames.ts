import type { Duplex } from 'node:stream';

// How messages travel through a pipe: each is a mark, the number of its bytes (32 bits, little-endian), and then these bytes.

/**
 * Where a child process finds its line to us. Node's own channel for forks is `process`'s: user code could end it, listen to
 * it, and take our listeners away.
 */
export const LINE_FD = 3;

/** What doesn't begin so was written by somebody else: programs write to descriptor 3 for reasons of their own. */
const MARK = Buffer.from('\xc0frame\xe3:', 'latin1');
const HEADER_BYTES = MARK.length + 4;

/** How a message becomes bytes. */
export interface Encoding {
  /** @throws DataCloneError where a message can't be cloned */
  encode(message: unknown): Buffer;
  /** @throws where the bytes are none of ours */
  decode(bytes: Buffer): unknown;
}

/** Loaded by those who need it: a worker that speaks JSON is up half a millisecond sooner. */
const v8 = () => process.getBuiltinModule('node:v8');

export const ENCODINGS = {
  /** Faster, and says what JSON can. */
  json: {
    encode: (message) => Buffer.from(JSON.stringify(message)),
    decode: (bytes) => JSON.parse(bytes.toString()),
  },
  /** What structured cloning can. */
  advanced: {
    encode: (message) => v8().serialize(message),
    decode: (bytes) => v8().deserialize(bytes),
  },
} as const satisfies Readonly<Record<string, Encoding>>;

export type EncodingName = keyof typeof ENCODINGS;

/** Sends a message as far as the pipe still takes it: what has closed takes nothing. @throws DataCloneError and sends nothing */
export function sendFrame(pipe: Duplex, { encode }: Encoding, message: unknown): void {
  const body = encode(message);
  if (!pipe.writable) return;
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  MARK.copy(header);
  header.writeUInt32LE(body.length, MARK.length);
  pipe.cork();
  pipe.write(header);
  pipe.write(body);
  pipe.uncork();
}

/**
 * Calls `take` for each message that comes through a pipe. What can't be read is dropped, and so is what stands between messages:
 * somebody else wrote it.
 */
export function readFrames(pipe: Duplex, { decode }: Encoding, take: (message: unknown) => void): void {
  let chunks: Buffer[] = [];
  let [has, needs] = [0, HEADER_BYTES];
  pipe.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    has += chunk.length;
    // Joined only when there is enough: a large message comes in thousands of chunks.
    if (has < needs) return;
    let rest = fromMark(chunks.length === 1 ? chunk : Buffer.concat(chunks));
    for (;;) {
      needs = HEADER_BYTES + (rest.length < HEADER_BYTES ? 0 : rest.readUInt32LE(MARK.length));
      if (rest.length < needs) break;
      takeDecoded(rest.subarray(HEADER_BYTES, needs));
      rest = fromMark(rest.subarray(needs));
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

/** What is left from the next mark on, or from where one may begin. */
function fromMark(bytes: Buffer): Buffer {
  const at = bytes.indexOf(MARK);
  return bytes.subarray(at < 0 ? Math.max(0, bytes.length - MARK.length + 1) : at);
}
