import type { Runtime } from './engine-traits.ts';
import {
  type ComparedEngineName,
  ENGINES,
  type EngineName,
  isEngine,
  type MapEngineName,
  type RanBy,
} from './engines.ts';

export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[];

/** Those that experiments run on, as lists show them. */
export const OFFERED_ENGINES = ENGINE_NAMES.filter((name) => ENGINES[name].experiments);

/** Those of them that run JavaScript. */
export const NODE_ENGINES = OFFERED_ENGINES.filter((name) => !runsPython(name));

/** Those that take part in a comparison of functions of that language by default, the one that others are held against first. */
export function comparedEngines(runtime: Runtime): readonly EngineName[] {
  return (['baseline', 'compared'] as const).flatMap((offer) =>
    ENGINE_NAMES.filter((name) => ENGINES[name].offered === offer && ENGINES[name].runtime === runtime),
  );
}

/** What they are called, whatever the language. */
export const COMPARED_NAMES = [
  ...new Set([...comparedEngines('node'), ...comparedEngines('python')].map(shortName)),
] as readonly ComparedEngineName[];

/** Who runs `concur worker` for a function: named as engines are, and no engine here. */
export const HOSTS = 'hosts';

/** What may be named to a comparison, of functions of any language. */
export const COMPARED_WORDS = [...COMPARED_NAMES, HOSTS] as const;

/** The engine that a name means where functions of that language are run; null where there is none. */
export function engineFor(runtime: Runtime, name: EngineName): EngineName | null {
  const own = ENGINE_NAMES.filter((each) => ENGINES[each].runtime === runtime);
  return own.find((each) => shortName(each) === name) ?? own.find((each) => each === name) ?? null;
}

/** What it is called among engines of its own language: there are threads in each. */
export function shortName(name: EngineName): EngineName {
  return ENGINES[name].shortName;
}

/** Those that parallelMap runs on. */
export const MAP_ENGINES = ENGINE_NAMES.filter((name) => ENGINES[name].maps) as readonly MapEngineName[];

/** The same, and hosts. */
export const MAP_WORDS = [...MAP_ENGINES, HOSTS] as const;

export function runsPython(name: EngineName): boolean {
  return ENGINES[name].runtime === 'python';
}

/** Whether its workers are in a process of their own, each or together: what they use isn't ours. */
export function livesOutside(name: EngineName): boolean {
  const { home } = ENGINES[name];
  return home === 'processes' || home === 'one-process' || home === 'loop-beside';
}

/** Whether its workers take turns on one event loop, so that none of them runs beside another. */
export function isOneLoop(name: RanBy): boolean {
  if (!isEngine(name)) return false;
  return ENGINES[name].home === 'one-loop' || ENGINES[name].home === 'loop-beside';
}
