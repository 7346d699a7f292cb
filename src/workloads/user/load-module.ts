import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { closest } from '../../base/errors/suggest.ts';
import type { FunctionSource, UnitFunction } from '../../model/trial/function-source.ts';
import { type Exports, exportsOf } from './exports.ts';
import { lendConcur } from './lend-concur.ts';
import { registerTsx } from './load-tsx.ts';

const require = createRequire(import.meta.url);

/** What Node can't load by itself, or only in part. */
const COMPILED = /\.(?:[cm]?ts|[jt]sx)$/;

/**
 * Loads a module of the user's of any kind: ESM or CommonJS, JavaScript or TypeScript. Of a `.cts` that is imported tsx finds
 * none of its own imports in Node 20.
 */
export async function loadModule(file: string): Promise<Exports> {
  lendConcur(file);
  if (COMPILED.test(file)) await registerTsx(file);
  const namespace = file.endsWith('.cts')
    ? { default: require(file) }
    : await import(pathToFileURL(file).href);
  return exportsOf(namespace, isCommonJs(file, namespace));
}

/** Node keeps CommonJS modules in the cache of `require`, whoever imports them. */
function isCommonJs(file: string, namespace: Exports): boolean {
  const kept = require.cache[realpathSync(file)];
  return kept !== undefined && kept.exports === namespace.default;
}

/** The module has no such function: the request is at fault, not the user's code. */
export class NoSuchFunctionError extends Error {
  readonly code = 'NO_SUCH_FUNCTION';
}

/** Loads a function from a module of any kind. */
export async function loadFunction({ file, name }: FunctionSource): Promise<UnitFunction> {
  return functionIn(await loadModule(file), { file, name });
}

/** @throws NoSuchFunctionError that names those which are there */
export function functionIn(exports: Exports, { file, name }: FunctionSource): UnitFunction {
  const found = name === null ? defaultOf(exports) : exports[name];
  if (typeof found === 'function') return found as UnitFunction;
  throw new NoSuchFunctionError(complaint(file, name, exports));
}

/** The default export; of a module without one, the only function that there is. */
function defaultOf(exports: Exports): unknown {
  if ('default' in exports) return exports.default;
  const functions = Object.values(exports).filter((value) => typeof value === 'function');
  return functions.length === 1 ? functions[0] : undefined;
}

function complaint(file: string, name: string | null, exports: Exports): string {
  const names = Object.keys(exports).filter((key) => typeof exports[key] === 'function');
  const has = names.length === 0 ? 'it exports no function' : `its functions: ${names.join(', ')}`;
  if (name === null) return `${file} has no default export that is a function (${has})`;
  const meant = closest(name, names);
  return `${file} exports no function ${name} (${has})${meant === null ? '' : `. Did you mean ${meant}?`}`;
}
