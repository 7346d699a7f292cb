import { usageError } from '../../../base/errors/errors.ts';
import { splitReference } from '../../../base/split-reference.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import { readPythonReference } from '../../../workloads/user/python-reference.ts';
import { moduleFile } from '../../options/own-function.ts';

const HINT = 'Name a module and its function: concur worker ./work.js#name.';

/**
 * All that this host will ever run: whatever a broker asks for, it is nothing else.
 * @throws ConcurError (USAGE) for what is no function of a module of Node’s, and for what was typed twice
 */
export function servedFunctions(words: readonly string[]): FunctionSource[] {
  if (words.length === 0) throw usageError('concur worker needs the functions that it may run', HINT);
  const functions = words.map(servedFunction);
  for (const [i, { file, name }] of functions.entries()) {
    const first = functions.findIndex((other) => other.file === file && other.name === name);
    if (first !== i) throw usageError(`${words[i]} is named twice`, 'Name it once.');
  }
  return functions;
}

function servedFunction(word: string): FunctionSource {
  if (readPythonReference(word, process.cwd()) !== null) {
    throw usageError(
      `${word} is in Python, and hosts run functions of JavaScript and TypeScript alone`,
      `On one machine: concur map ${word}.`,
    );
  }
  const [path, name] = splitReference(word);
  return { file: moduleFile(path, HINT), name: name === 'default' ? null : name || null };
}
