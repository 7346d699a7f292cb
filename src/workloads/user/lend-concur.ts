import { readFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { builtFile } from '../../base/files/package-root.ts';
import { withPrivateCache } from './load-tsx.ts';

const NAME = 'concur-cli';

/** What Node has and its types of version 20 haven't. */
interface Hooks {
  registerHooks?(hooks: { resolve: Resolve }): void;
  _resolveFilename(request: string, ...rest: unknown[]): string;
}
type Resolve = (specifier: string, context: unknown, nextResolve: (...args: unknown[]) => object) => object;

let isLent = false;

/**
 * Lets a module import `concur-cli` where that isn't installed beside it (npx, a global install, a fresh folder): it
 * gets this very package, wherever Node's own search finds none.
 * https://nodejs.org/api/module.html#customization-hooks
 */
export function lendConcur(file: string): void {
  if (isLent || !names(file) || isInstalledFor(file)) return;
  isLent = true;
  const hooks = module as unknown as Hooks;
  if (hooks.registerHooks === undefined) lendBefore22(hooks);
  else hooks.registerHooks({ resolve });
}

/**
 * Where this package is, for a search that found none.
 * @throws what the search threw, where it was for another
 */
export function lentFor(specifier: string, thrown: unknown): { url: string; shortCircuit: true } {
  if (specifier !== NAME) throw thrown;
  return { url: pathToFileURL(builtFile('index.js')).href, shortCircuit: true };
}

const resolve: Resolve = (specifier, context, nextResolve) => {
  try {
    return nextResolve(specifier, context);
  } catch (error) {
    return lentFor(specifier, error);
  }
};

/** Before Node 22.15 `import` takes hooks on a thread of its own, and `require` takes none. */
function lendBefore22(hooks: Hooks): void {
  const resolveFilename = hooks._resolveFilename;
  hooks._resolveFilename = function (request, ...rest) {
    try {
      return resolveFilename.call(this, request, ...rest);
    } catch (error) {
      return fileURLToPath(lentFor(request, error).url);
    }
  };
  // tsx may come to the same thread later.
  withPrivateCache(() => module.register(pathToFileURL(builtFile('workloads', 'resolve-hook.cjs'))));
}

/** A module that doesn't write its name doesn't import it: most don't, and need no hooks. */
function names(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(NAME);
  } catch {
    return false;
  }
}

function isInstalledFor(file: string): boolean {
  try {
    createRequire(file).resolve(NAME);
    return true;
  } catch {
    return false;
  }
}
