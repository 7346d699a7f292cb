import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { privateCache } from '../../base/files/compile-cache.ts';

type Variables = Readonly<Record<string, string | undefined>>;

let isRegistered = false;
let registeredEsm: Promise<void> | null = null;

/** Compiles TypeScript for `require`. */
export function registerTsx(): void {
  if (isRegistered) return;
  const require = createRequire(import.meta.url);
  withPrivateCache(() => (require('tsx/cjs/api') as { register(): void }).register());
  isRegistered = true;
}

/** Compiles TypeScript for `import`. Once: who comes meanwhile would take our environment for the one to go back to. */
export function registerTsxEsm(): Promise<void> {
  registeredEsm ??= registerEsm();
  return registeredEsm;
}

async function registerEsm(): Promise<void> {
  const before = enterPrivateCache();
  try {
    const esm = await import('tsx/esm/api');
    esm.register();
  } finally {
    restore(before);
  }
}

/**
 * tsx runs whatever it finds in a folder below the temporary one, whoever put it there, and removes a folder `tsx` beside it. It
 * asks where that is as it is loaded, and a thread for hooks keeps the environment in which it was started: they get a folder
 * of ours, or none. What the user's code starts finds the environment as it was.
 */
export function withPrivateCache<Result>(load: () => Result): Result {
  const before = enterPrivateCache();
  try {
    return load();
  } finally {
    restore(before);
  }
}

/** @returns what was there before */
function enterPrivateCache(): Variables {
  const { TMPDIR, TSX_DISABLE_CACHE } = process.env;
  const folder = privateCache(process.env);
  if (folder !== null) process.env.TMPDIR = folder;
  // A program with capabilities of its own isn't told TMPDIR.
  if (tmpdir() !== folder) process.env.TSX_DISABLE_CACHE = '1';
  return { TMPDIR, TSX_DISABLE_CACHE };
}

function restore(variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
