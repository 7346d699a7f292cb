import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOfRow } from '../../src/workloads/catalog/built-in.ts';
import { jumpAhead, primesIn } from '../../src/workloads/catalog/compute.ts';
import { pbkdf2 } from '../../src/workloads/catalog/pbkdf2.ts';
import { sha256After } from '../../src/workloads/catalog/sha256.ts';

describe('jumpAhead', () => {
  it('gives the published row of the generator (Numerical Recipes in C, 2nd edition, section 7.1)', () => {
    const row = [
      '3C6EF35F',
      '47502932',
      'D1CCF6E9',
      'AAF95334',
      '6252E503',
      '9F2EC686',
      '57FE6C2D',
      'A3D95FA8',
    ];
    const found = row.map((_, i) => jumpAhead(0, i + 1));
    expect(found).toEqual(row.map((hexadecimal) => Number.parseInt(hexadecimal, 16)));
  });

  it('is where a loop gets to', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 5000 }), (seed, steps) => {
        let value = BigInt(seed);
        for (let i = 0; i < steps; i++) value = (value * 1664525n + 1013904223n) % 2n ** 32n;
        expect(jumpAhead(seed, steps)).toBe(Number(value));
      }),
    );
  });

  it('comes back after the full period of 2^32', () => {
    expect(jumpAhead(12345, 2 ** 32)).toBe(12345);
  });
});

describe('primesIn', () => {
  // The prime counting function at powers of ten: https://oeis.org/A006880
  it.each([
    [10, 4],
    [100, 25],
    [1000, 168],
    [10_000, 1229],
    [100_000, 9592],
    [1_000_000, 78_498],
  ])('finds as many primes below %d as are known', (end, count) => {
    expect(primesIn(0, end)).toBe(count);
  });

  it('finds the same primes a segment at a time, from whichever end', () => {
    const segments = Array.from({ length: 100 }, (_, i) => primesIn(i * 1000, (i + 1) * 1000));
    expect(segments.reduce((sum, count) => sum + count)).toBe(9592);
    expect(primesIn(10 ** 9, 10 ** 9 + 1000)).toBe(49);
    expect([0, 1, 2, 3, 4, 9, 25].map((n) => primesIn(n, n + 1))).toEqual([0, 0, 1, 1, 0, 0, 0]);
  });
});

describe('sha256After', () => {
  // NIST's examples: https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('digests “%s” as published', (text, digest) => {
    expect(hexadecimal(sha256After(new TextEncoder().encode(text))(new Uint8Array()))).toBe(digest);
  });

  it('agrees with OpenSSL, wherever the message is cut in two', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes, bytes, (beginning, ending) => {
        const whole = createHash('sha256').update(beginning).update(ending).digest('hex');
        expect(hexadecimal(sha256After(beginning)(ending))).toBe(whole);
      }),
    );
  });
});

it.each([
  // RFC 6070, section 2.
  [1, 'sha1', 0x0c60c80f],
  [2, 'sha1', 0xea6c014d],
  [4096, 'sha1', 0x4b007901],
  // The same inputs with SHA-256: https://stackoverflow.com/a/5136918
  [1, 'sha256', 0x120fb6cf],
  [2, 'sha256', 0xae4d0c95],
  [4096, 'sha256', 0xc5e478d5],
])('expects the published key of %d iterations with %s', (iterations, digest, key) => {
  expect(pbkdf2.expected(7, { iterations, digest })).toBe(key);
});

it('sums rows up as a loop does, without losing a bit', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 2000 }), (start, count) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum = (sum + start + i) % 2 ** 32;
      expect(sumOfRow(start, count)).toBe(sum);
    }),
  );
  // 2^29 × (2^30 - 1) = 2^59 - 2^29
  expect(sumOfRow(0, 2 ** 30)).toBe(2 ** 32 - 2 ** 29);
});

function hexadecimal(words: Int32Array): string {
  return Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
