import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { privateCache } from '../base/private-cache.ts';

interface Tsx {
  register(): void;
}

/** Compiles TypeScript for `require`, or for `import`. */
export function registerTsx(kind: 'cjs' | 'esm'): void {
  const require = createRequire(import.meta.url);
  withPrivateCache(() => (require(`tsx/${kind}/api`) as Tsx).register());
}

/**
 * tsx runs whatever it finds in a folder below the temporary one, whoever put it there, and removes a folder `tsx` beside it. It
 * asks where that is as it is loaded, and a thread for hooks keeps the environment in which it was started: they get a folder
 * of ours, or none. What the user's code starts finds the environment as it was.
 */
export function withPrivateCache<Result>(load: () => Result): Result {
  const { TMPDIR, TSX_DISABLE_CACHE } = process.env;
  const folder = privateCache(process.env);
  if (folder !== null) process.env.TMPDIR = folder;
  // A program with capabilities of its own isn't told TMPDIR.
  if (tmpdir() !== folder) process.env.TSX_DISABLE_CACHE = '1';
  try {
    return load();
  } finally {
    restore({ TMPDIR, TSX_DISABLE_CACHE });
  }
}

function restore(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
