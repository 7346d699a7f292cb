import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageError } from '../../base/errors/errors.ts';
import { closest } from '../../base/errors/suggest.ts';
import { splitReference } from '../../base/split-reference.ts';
import { listOf } from '../../base/units.ts';
import { NODE_ENGINES } from '../../model/engines/engine-names.ts';
import type { AskedCall } from '../../model/setting.ts';
import type { FunctionSource } from '../../model/trial/function-source.ts';
import { readPythonReference, type UserSource } from '../../workloads/user/python-reference.ts';

const MODULE = /\.[cm]?[jt]sx?$/;
const PYTHON = /\.py$/;

/** Whether what was typed is a file's name, not that of something built in. */
export function isFileName(typed: string): boolean {
  return typed.includes('/') || MODULE.test(typed) || isPythonFile(typed);
}

export function isPythonFile(typed: string): boolean {
  return PYTHON.test(typed);
}

/**
 * The absolute path of a module that was typed.
 * @param hint what to type where no such file is
 * @throws ConcurError (USAGE) where it isn't there, or is no module
 */
export function moduleFile(typed: string, hint: string): string {
  const file = existingFile(typed, hint);
  if (!MODULE.test(file)) {
    throw usageError(
      `${typed} is not a JavaScript or TypeScript module`,
      'It ends in .js, .mjs, .cjs, .ts, .mts or .cts.',
    );
  }
  return file;
}

/**
 * The absolute path of a file that was typed.
 * @param hint what to type where there is none
 */
export function existingFile(typed: string, hint: string): string {
  const file = resolve(typed);
  if (existsSync(file) && statSync(file).isFile()) return file;
  throw usageError(`${typed} is not a file (looked for ${file})`, hint);
}

/**
 * `./work.ts#hashRow`, `./work.py#hash_row`, `package.module:hash_row`: where a function is, and its name.
 * @param engines what might have been meant instead
 */
export function readSource(word: string, engines: readonly string[] = NODE_ENGINES): UserSource {
  const python = readPythonReference(word, process.cwd());
  if (python === null) return readModule(word, engines);
  if (python.file !== null) existingFile(python.file, 'Name a module: ./work.py#name.');
  return python;
}

function readModule(word: string, engines: readonly string[] = NODE_ENGINES): FunctionSource {
  const [path, name] = splitReference(word);
  if (!isFileName(path)) {
    const meant = closest(word, engines);
    throw usageError(
      `“${word}” is neither an engine (${listOf(engines, 'or')}) nor a module`,
      meant === null ? howToWrite(word) : `Did you mean ${meant}?`,
    );
  }
  const file = moduleFile(path, 'Name a module: ./work.ts#name.');
  return { file, name: name === '' ? null : name };
}

/** What has a blank in it is a command. */
function howToWrite(word: string): string {
  if (!/\s/.test(word)) return 'Write your own function as ./work.ts#name.';
  return `Commands are compared with --command '${word}' --command '…', and scaled behind --.`;
}

const MODULE_REFERENCE = /\.[cm]?[jt]sx?(?:[#:]|$)/;

/**
 * `module:function` of Python, or `./work.mjs#name` of Node.
 * @throws ConcurError (USAGE) for anything else
 */
export function parseCall(text: string): AskedCall {
  if (MODULE_REFERENCE.test(text)) {
    // Python's way to write it is understood as well: ./work.mjs:name
    return { language: 'node', label: text, ...readModule(text.replace(/:(?=[^/:]*$)/, '#')) };
  }
  const [, module, name] = /^([\w.]+):([\w.]+)$/.exec(text) ?? [];
  if (module === undefined || name === undefined) {
    throw usageError(
      `--call ${text} names no function`,
      'Write module:function for Python, or ./work.mjs#name for Node.',
    );
  }
  return { language: 'python', label: `${name}()`, module, name, folder: process.cwd() };
}
