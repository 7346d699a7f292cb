import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
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
  const found = exports[name ?? 'default'];
  if (typeof found === 'function') return found as UnitFunction;
  throw new NoSuchFunctionError(complaint(file, name, exports));
}

function complaint(file: string, name: string | null, exports: Exports): string {
  const names = Object.keys(exports).filter((key) => isFunction(exports, key));
  const has = names.length === 0 ? 'it exports no function' : `its functions: ${names.join(', ')}`;
  if (name === null) {
    const advice = names.length === 0 ? '' : `. Name one: ${basename(file)}#${names[0]}`;
    return `${file} has no default export that is a function (${has})${advice}`;
  }
  const meant = closest(name, names);
  return `${file} exports no function ${name} (${has})${meant === null ? '' : `. Did you mean ${meant}?`}`;
}

/** A getter of the user's may throw. */
function isFunction(exports: Exports, name: string): boolean {
  try {
    return typeof exports[name] === 'function';
  } catch {
    return false;
  }
}
