import { COMPARED_WORDS, ENGINE_NAMES, HOSTS } from '../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { UserSource } from '../../../workloads/user/python-reference.ts';
import { readSource } from '../../options/own-function.ts';

/** What `compare` was given, told apart: names of engines, and functions. */
export interface NamedSubjects {
  readonly engines: readonly EngineName[];
  /** Versions of a function, where there are several. */
  readonly sources: readonly UserSource[];
  /** Whether hosts are to take part, too. */
  readonly areHosts: boolean;
}

/** @throws ConcurError (USAGE) for what is neither an engine nor a module */
export function readAsked(words: readonly string[]): NamedSubjects {
  const engines: EngineName[] = [];
  const sources: UserSource[] = [];
  const here = words.filter((word) => word !== HOSTS);
  for (const word of here) {
    const engine = ENGINE_NAMES.find((name) => name === word);
    if (engine === undefined) sources.push(readSource(word, COMPARED_WORDS));
    else engines.push(engine);
  }
  return { engines, sources, areHosts: here.length < words.length };
}
