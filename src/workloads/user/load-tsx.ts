import { createRequire } from 'node:module';
import { devNull, tmpdir } from 'node:os';
import { privateCache } from '../../base/files/compile-cache.ts';
import { tsconfigOf } from './tsconfig.ts';

type Variables = Readonly<Record<string, string | undefined>>;
type Undo = () => Promise<void>;

/** tsx at work in this thread, and the tsconfig.json that it was to take for all modules. */
interface Registration {
  readonly tsconfig: string;
  readonly undo: Undo;
}

let registration: Promise<Registration | null> = Promise.resolve(null);

/**
 * From now on `import` and `require` load TypeScript as they do under tsx, with the tsconfig.json of this module's folder.
 * One after the other: who comes meanwhile would take our environment for the one to go back to.
 */
export async function registerTsx(file: string): Promise<void> {
  registration = registration.then(async (last) => {
    const { TSX_TSCONFIG_PATH: chosen } = process.env;
    const tsconfig = chosen || tsconfigOf(file) || devNull;
    if (last?.tsconfig === tsconfig) return last;
    await last?.undo();
    const undo = await register(tsconfig).catch((thrown) => {
      if (chosen) throw thrown;
      // Of those that it finds itself, tsx does without one that can't be read: it may extend what isn't installed.
      return register(devNull);
    });
    return { tsconfig, undo };
  });
  await registration;
}

/** Does what `node --import tsx` does. */
async function register(tsconfig: string): Promise<Undo> {
  const before = { ...enterPrivateCache(), TSX_TSCONFIG_PATH: process.env.TSX_TSCONFIG_PATH };
  process.env.TSX_TSCONFIG_PATH = tsconfig;
  try {
    const esm = await import('tsx/esm/api');
    const commonJs = createRequire(import.meta.url)('tsx/cjs/api') as { register(): () => void };
    const undoCommonJs = commonJs.register();
    const undoEsm = esm.register({ tsconfig });
    return async () => {
      undoCommonJs();
      await undoEsm();
    };
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
