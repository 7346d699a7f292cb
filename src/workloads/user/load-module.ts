import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { closest } from '../../base/errors/suggest.ts';
import type { FunctionSource, UnitFunction } from '../../model/trial/function-source.ts';
import { lendConcur } from './lend-concur.ts';
import { registerTsx, registerTsxEsm } from './load-tsx.ts';

const TYPESCRIPT = /\.[cm]?tsx?$/;

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * Loads a module of the user's of any kind: ESM or CommonJS, JavaScript or TypeScript.
 * @returns its exports; what CommonJS exports may stand on `default` alone, and is there by name too
 */
export async function loadModule(file: string): Promise<Exports> {
  lendConcur(file);
  const exports = await (TYPESCRIPT.test(file) ? importTypescript(file) : import(pathToFileURL(file).href));
  return { ...withProperties(exports.default), ...exports };
}

/**
 * tsx compiles it, in CommonJS' way where that works: its hooks for ESM start a thread of their own in every worker and
 * take six times as long. Stack traces then have the lines of the source.
 */
async function importTypescript(file: string): Promise<Exports> {
  process.setSourceMapsEnabled(true);
  registerTsx();
  try {
    return createRequire(import.meta.url)(file);
  } catch (error) {
    if (!/top-level await|ERR_REQUIRE_ASYNC_MODULE/i.test(String(error))) throw error;
    await registerTsxEsm();
    return import(pathToFileURL(file).href);
  }
}

function withProperties(value: unknown): Exports {
  return (typeof value === 'object' || typeof value === 'function') && value !== null ? { ...value } : {};
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

/** The default export; or the only function that there is. */
function defaultOf(exports: Exports): unknown {
  const { default: standard } = exports;
  if (typeof standard === 'function') return standard;
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
