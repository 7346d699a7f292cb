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
