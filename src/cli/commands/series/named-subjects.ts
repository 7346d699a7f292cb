import { usageError } from '../../../base/errors/errors.ts';
import { ENGINE_NAMES } from '../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import { isPython, type UserSource } from '../../../workloads/user/python-reference.ts';
import { readSource } from '../../options/own-function.ts';

/** What `compare` was given, told apart: names of engines, and at most one function. */
export interface NamedSubjects {
  readonly engines: readonly EngineName[];
  readonly source: UserSource | null;
}

function nameOf(source: UserSource): string {
  return isPython(source) ? (source.file ?? source.module) : source.file;
}

/** @throws ConcurError (USAGE) for what is neither an engine nor a module */
export function readAsked(words: readonly string[]): NamedSubjects {
  const engines: EngineName[] = [];
  let source: UserSource | null = null;
  for (const word of words) {
    const engine = ENGINE_NAMES.find((name) => name === word);
    if (engine !== undefined) {
      engines.push(engine);
      continue;
    }
    if (source !== null)
      throw usageError(`two functions: ${nameOf(source)} and ${word}`, 'Compare one function at a time.');
    source = readSource(word);
  }
  return { engines, source };
}
