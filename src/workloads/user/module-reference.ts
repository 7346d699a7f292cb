import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usageError } from '../../base/errors/errors.ts';
import { isObject } from '../../base/shape/values.ts';
import { splitReference } from '../../base/split-reference.ts';
import type { FunctionSource } from '../../model/trial/function-source.ts';

const HINT =
  "Pass new URL('./work.js#name', import.meta.url), or a path such as './work.js#name'; without #name the default export is meant.";

/**
 * The file and the function that a reference names: a file URL, or a path (relative to `folder`), each with the
 * function's name after a `#`.
 * @param name the argument's, for errors
 * @throws TypeError where it is neither, ConcurError (USAGE) where it names no file
 */
export function readModuleReference(reference: unknown, folder: string, name = 'moduleUrl'): FunctionSource {
  const source = isUrl(reference) || typeof reference === 'string' ? parse(reference, folder) : null;
  if (source === null) throw new TypeError(`${name} is ${describe(reference)}, not a file's. ${HINT}`);
  if (!isFile(source.file)) throw usageError(`${name}: there is no file ${source.file}`, HINT);
  return source;
}

/** Beside a test's DOM there are two classes of URL, and `pathToFileURL` gives the one that isn't global. */
function isUrl(reference: unknown): reference is URL {
  return isObject(reference) && typeof reference.href === 'string' && URL.canParse(reference.href);
}

function parse(reference: URL | string, folder: string): FunctionSource | null {
  if (isUrl(reference) || /^[a-z][a-z0-9+.-]+:/i.test(reference)) {
    const text = isUrl(reference) ? reference.href : reference;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.protocol !== 'file:') return null;
    return { file: fileURLToPath(url), name: nameIn(decodeURIComponent(url.hash.slice(1))) };
  }
  const [path, name] = splitReference(reference);
  if (path === '') return null;
  return { file: isAbsolute(path) ? path : resolve(folder, path), name: nameIn(name ?? '') };
}

function nameIn(text: string): string | null {
  return text === '' || text === 'default' ? null : text;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function describe(reference: unknown): string {
  if (isUrl(reference)) return reference.href;
  return typeof reference === 'string' ? `“${reference}”` : `of type ${typeof reference}`;
}
