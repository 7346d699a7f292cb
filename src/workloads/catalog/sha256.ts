// SHA-256 as FIPS 180-4 writes it (https://doi.org/10.6028/NIST.FIPS.180-4), sharing no code with Node's OpenSSL.

/** Section 4.2.2: the fractional parts of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = fractions(64, Math.cbrt);
/** Section 5.3.3: those of the square roots of the first eight. */
const INITIAL = fractions(8, Math.sqrt);
const BLOCK = 64;

/** The digests, as eight words, of messages that begin with the same bytes: those are hashed once. */
export function sha256After(beginning: Uint8Array): (ending: Uint8Array) => Int32Array {
  const whole = beginning.length - (beginning.length % BLOCK);
  const state = absorbed(INITIAL, beginning.subarray(0, whole));
  const rest = beginning.subarray(whole);
  return (ending) => absorbed(state, padded(rest, ending, beginning.length + ending.length));
}

/** Section 5.1.1: a one, zeros up to eight bytes before a block's end, and the message's length in bits. */
function padded(rest: Uint8Array, ending: Uint8Array, messageLength: number): Uint8Array {
  const length = rest.length + ending.length;
  const bytes = new Uint8Array(Math.ceil((length + 9) / BLOCK) * BLOCK);
  bytes.set(rest);
  bytes.set(ending, rest.length);
  bytes[length] = 0x80;
  new DataView(bytes.buffer).setBigUint64(bytes.length - 8, BigInt(messageLength) * 8n);
  return bytes;
}

function absorbed(before: Int32Array, blocks: Uint8Array): Int32Array {
  const state = before.slice();
  const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.length);
  const words = new Int32Array(64);
  for (let at = 0; at < blocks.length; at += BLOCK) {
    for (let t = 0; t < 16; t++) words[t] = view.getInt32(at + 4 * t);
    expand(words);
    compress(state, words);
  }
  return state;
}

/** Section 6.2.2, step 1. */
function expand(words: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const far = words[t - 15] as number;
    const near = words[t - 2] as number;
    const s0 = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3);
    const s1 = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
    words[t] = (words[t - 16] as number) + s0 + (words[t - 7] as number) + s1;
  }
}

/** Section 6.2.2, steps 2 to 4. */
function compress(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t++) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + (ROUND_CONSTANTS[t] as number) + (words[t] as number)) | 0;
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + s0 + majority) | 0;
  }
  const after = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (after[i] as number);
}

function rotated(word: number, right: number): number {
  return (word >>> right) | (word << (32 - right));
}

/** The first 32 bits of the fractional parts of the first primes' roots. */
function fractions(count: number, root: (n: number) => number): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Int32Array.from(primes, (prime) => (root(prime) % 1) * 2 ** 32);
}
