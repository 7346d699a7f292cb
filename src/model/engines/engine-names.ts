import { type ComparedEngineName, ENGINES, type EngineName, type MapEngineName } from './engines.ts';

export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[];

/** Those that lists show. */
export const OFFERED_ENGINES = ENGINE_NAMES.filter((name) => ENGINES[name].offered !== 'hidden');

/** Those that run JavaScript, as lists show them. */
export const NODE_ENGINES = OFFERED_ENGINES.filter((name) => !runsPython(name));

/** Those that take part in a comparison by default, the one that others are held against first. */
export const COMPARED_ENGINES = (['baseline', 'compared'] as const).flatMap((offer) =>
  ENGINE_NAMES.filter((name) => ENGINES[name].offered === offer),
) as readonly ComparedEngineName[];

/** Those that parallelMap runs on. */
export const MAP_ENGINES = ENGINE_NAMES.filter((name) => ENGINES[name].maps) as readonly MapEngineName[];

export function runsPython(name: EngineName): boolean {
  return ENGINES[name].runtime === 'python';
}

/** Whether its workers are in a process of their own, each or together: what they use isn't ours. */
export function livesOutside(name: EngineName): boolean {
  return ENGINES[name].home === 'processes' || ENGINES[name].home === 'one-process';
}

/** Whether its workers take turns on one event loop, so that none of them runs beside another. */
export function isOneLoop(name: EngineName): boolean {
  return ENGINES[name].home === 'one-loop';
}
