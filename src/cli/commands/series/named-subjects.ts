import { COMPARED_WORDS, ENGINE_NAMES, HOSTS } from '../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { UserSource } from '../../../workloads/user/python-reference.ts';
import { readSource } from '../../options/own-function.ts';
import type { Typed } from '../../program/command.ts';

/** What a series was given, told apart: names of engines, and functions. */
export interface NamedSubjects {
  readonly engines: readonly EngineName[];
  /** Versions of a function, where there are several. */
  readonly sources: readonly UserSource[];
  /** Whether hosts are to take part, too. */
  readonly areHosts: boolean;
}

/** @throws ConcurError (USAGE) for what is neither an engine nor a module */
export function readAsked(typed: TypedSubjects): NamedSubjects {
  const { others, ...named } = enginesIn(typed);
  return { ...named, sources: others.map((word) => readSource(word, COMPARED_WORDS)) };
}

type TypedSubjects = Pick<Typed, 'words' | 'options'>;

/** Engines may be named as words or by their option; and the words that name none. */
export function enginesIn({ words, options: { engines: byOption = [] } }: TypedSubjects) {
  const engines: EngineName[] = [];
  const others: string[] = [];
  const here = [...words, ...byOption].filter((word) => word !== HOSTS);
  for (const word of here) {
    const engine = ENGINE_NAMES.find((name) => name === word);
    if (engine === undefined) others.push(word);
    else engines.push(engine);
  }
  return { engines, others, areHosts: here.length < words.length + byOption.length };
}
