import { ANYWHERE, type BuiltIn } from './built-in.ts';

/** A thousand iterations, in ms. */
const MS_PER_THOUSAND: Readonly<Record<string, number>> = { sha1: 0.34, sha256: 0.36, sha512: 0.8 };

/** The keys' first 32 bits that are published, for P = "password" and S = "salt": RFC 6070, section 2. */
const PUBLISHED: Readonly<Record<string, number>> = {
  'sha1/1': 0x0c60c80f,
  'sha1/2': 0xea6c014d,
  'sha1/4096': 0x4b007901,
};

export const pbkdf2: BuiltIn = {
  ...ANYWHERE,
  name: 'pbkdf2',
  description: 'derives keys on libuv’s pool, which has four threads for a whole process',
  parameters: [
    {
      name: 'iterations',
      kind: 'count',
      default: 4096,
      least: 1,
      most: 100_000_000,
      description: 'iterations for a key',
    },
    {
      name: 'digest',
      kind: 'choice',
      default: 'sha1',
      choices: Object.keys(MS_PER_THOUSAND),
      description: 'the hash function',
    },
  ],
  unit: ({ iterations, digest }) => `a key of ${iterations} iterations of PBKDF2 with ${digest}`,
  unitMs: ({ iterations, digest }) =>
    0.04 + (Number(iterations) / 1000) * (MS_PER_THOUSAND[digest as string] ?? 1),
  expected: (_index, { iterations, digest }) => keyOf(Number(iterations), String(digest)),
};

const derived = new Map<string, number>();

/** All units derive the same key: what isn't published is derived once, on this thread instead of libuv's. */
function keyOf(iterations: number, digest: string): number {
  const name = `${digest}/${iterations}`;
  const known = PUBLISHED[name] ?? derived.get(name);
  if (known !== undefined) return known;
  // Loading it takes some milliseconds, which nobody else should pay for.
  const { pbkdf2Sync } = process.getBuiltinModule('node:crypto');
  const key = pbkdf2Sync('password', 'salt', iterations, 20, digest).readUInt32BE(0);
  derived.set(name, key);
  return key;
}
