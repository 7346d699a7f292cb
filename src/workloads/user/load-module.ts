import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
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
