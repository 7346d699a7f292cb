import { ANYWHERE, type BuiltIn } from './built-in.ts';
import { sha256After } from './sha256.ts';

const MULTIPLIER = 1664525;
const INCREMENT = 1013904223;

export const compute: BuiltIn = {
  ...ANYWHERE,
  name: 'compute',
  description: 'integer arithmetic in JavaScript, each step after the one before',
  parameters: [
    {
      name: 'steps',
      kind: 'count',
      default: 100_000,
      least: 1,
      most: 1_000_000_000,
      description: 'steps of the generator in a unit',
    },
  ],
  unit: ({ steps }) => `${steps} steps of a linear congruential generator`,
  unitMs: ({ steps }) => Number(steps) * 1.3e-6,
  expected: (index, { steps }) => jumpAhead(index, Number(steps)),
};

/**
 * The generator's state after so many steps, in as many rounds as their number has bits: steps in a row are one step
 * with other constants, and twice as many are those constants applied to themselves (Forrest B. Brown, “Random number
 * generation with arbitrary strides”, Transactions of the American Nuclear Society 71, 1994, pp. 202–203).
 */
export function jumpAhead(seed: number, steps: number): number {
  let [multiplier, increment] = [1, 0];
  let [doubledMultiplier, doubledIncrement] = [MULTIPLIER, INCREMENT];
  for (let left = steps; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      multiplier = Math.imul(multiplier, doubledMultiplier);
      increment = (Math.imul(increment, doubledMultiplier) + doubledIncrement) | 0;
    }
    doubledIncrement = Math.imul(doubledIncrement, doubledMultiplier + 1);
    doubledMultiplier = Math.imul(doubledMultiplier, doubledMultiplier);
  }
  return (Math.imul(multiplier, seed) + increment) >>> 0;
}

export const primes: BuiltIn = {
  ...ANYWHERE,
  name: 'primes',
  description: 'counts primes by trial division, in JavaScript; later units take longer',
  parameters: [
    {
      name: 'width',
      kind: 'count',
      default: 1000,
      least: 1,
      most: 1_000_000,
      description: 'numbers in a unit, beginning with its index × width',
    },
  ],
  unit: ({ width }) => `${width} numbers searched for primes`,
  // With as many units as that makes, the same numbers are searched, whatever the width.
  unitMs: ({ width }) => Number(width) * 1.2e-4,
  expected: (index, { width }) => primesIn(index * Number(width), (index + 1) * Number(width)),
};

let known: readonly number[] = [];
let knownBelow = 2;

/**
 * How many primes there are from `from` up to, but not with, `end`: by the sieve of Eratosthenes, a segment at a time
 * (C. Bays and R. H. Hudson, “The segmented sieve of Eratosthenes and primes in arithmetic progressions to 10^12”,
 * BIT 17, 1977, pp. 121–127).
 */
export function primesIn(from: number, end: number): number {
  const isComposite = new Uint8Array(Math.max(0, end - from));
  for (let n = from; n < Math.min(2, end); n++) isComposite[n - from] = 1;
  for (const prime of primesBelow(Math.floor(Math.sqrt(end)) + 1)) {
    const first = Math.max(prime * prime, Math.ceil(from / prime) * prime);
    for (let multiple = first; multiple < end; multiple += prime) isComposite[multiple - from] = 1;
  }
  return isComposite.reduce((count, flag) => count + 1 - flag, 0);
}

/** All primes below `end` or a little more: sieved once, then kept. */
function primesBelow(end: number): readonly number[] {
  if (end <= knownBelow) return known;
  knownBelow = Math.max(end, 2 * knownBelow, 1024);
  const isComposite = new Uint8Array(knownBelow);
  const found: number[] = [];
  for (let n = 2; n < knownBelow; n++) {
    if (isComposite[n] === 1) continue;
    found.push(n);
    for (let multiple = n * n; multiple < knownBelow; multiple += n) isComposite[multiple] = 1;
  }
  known = found;
  return known;
}

export const hash: BuiltIn = {
  ...ANYWHERE,
  name: 'hash',
  description: 'SHA-256 in native code, without leaving the thread',
  parameters: [
    {
      name: 'size',
      kind: 'size',
      default: 65_536,
      least: 64,
      most: 64 * 2 ** 20,
      description: 'bytes hashed in a unit',
    },
  ],
  unit: ({ size }) => `the SHA-256 of ${size} bytes`,
  unitMs: ({ size }) => 0.003 + Number(size) * 6.8e-7,
  expected(index, { size }) {
    const ending = new Uint8Array(4);
    new DataView(ending.buffer).setUint32(0, index);
    return (digestsOf(Number(size))(ending)[0] as number) >>> 0;
  },
};

let latest: { readonly size: number; readonly digest: ReturnType<typeof sha256After> } | null = null;

/** Units differ in their last four bytes alone: all before them is hashed once for all units. */
function digestsOf(size: number): ReturnType<typeof sha256After> {
  if (latest?.size !== size) {
    latest = { size, digest: sha256After(Buffer.alloc(size - 4, 'concur')) };
  }
  return latest.digest;
}
