import type { FunctionSource } from '../model/function-source.ts';
import { loadFunction } from './load-function.ts';
import { unitWork } from './unit-work.ts';

/** The user's own function, once a unit. */
export const createWork = unitWork((params) => loadFunction(params.function as unknown as FunctionSource));
